'use client'
import { useMemo } from 'react'
import { deskHere } from '../desk/desk-here'
import { personOfPage } from '../live/person'
import { keptText } from '../ui/kept-text'
import type { AssetBook } from './view-query'

/** A way to look at a table, as its address says it. */
export interface KeptView {
  name: string
  /** What stands behind the path: `?group=coin`. */
  query: string
}

export const LONGEST_NAME = 40
const MOST = 30
/** They name accounts, which are those of one desk. */
const keyOf = (what: AssetBook) => `ballast.views.${what}.${personOfPage() ?? ''}${deskHere() === null ? '' : `.${deskHere()}`}`

/** Kept views of a text that may be anything: what is no view is left out. */
export function viewsOf(text: string | null): KeptView[] {
  if (text === null) return []
  try {
    const kept: unknown = JSON.parse(text)
    return Array.isArray(kept) ? kept.filter(isView).slice(0, MOST) : []
  } catch {
    return []
  }
}

function isView(value: unknown): value is KeptView {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('query' in value)) return false
  const { name, query } = value
  return typeof name === 'string' && name !== '' && typeof query === 'string' && /^(\?|$)/.test(query)
}

/** With this view among them: it takes the place of one that has its name. The newest stands last; the oldest goes beyond the most. */
export function withView(views: readonly KeptView[], view: KeptView): KeptView[] {
  const name = view.name.trim().slice(0, LONGEST_NAME)
  return [...views.filter((each) => each.name !== name), { ...view, name }].slice(-MOST)
}

const KEPT: Record<AssetBook, ReturnType<typeof keptText>> = {
  balances: keptText(() => keyOf('balances')),
  positions: keptText(() => keyOf('positions')),
}

/** Views of a table that somebody gave a name, kept in this browser for them alone. */
export function useKeptViews(what: AssetBook): { views: readonly KeptView[]; set: (views: readonly KeptView[]) => void } {
  const text = KEPT[what].use()
  const views = useMemo(() => viewsOf(text), [text])
  return { views, set: (next) => KEPT[what].write(JSON.stringify(next)) }
}
