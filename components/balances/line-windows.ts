import type { AssetGroup, AssetWindow } from '@/server/domain/views'
import { type AssetRow, type KnownFunding, rowOf } from '../assets/row'
import { PAGE_LINES } from './view-query'

/** A line of a long table: an asset, or the head of a group. */
export type Line = { kind: 'asset'; id: string; row: AssetRow } | { kind: 'group'; id: string; group: AssetGroup }

const rows = new WeakMap<AssetWindow['assets'][number], AssetRow>()

/** The row of an asset, the same as before where nothing that it is made of has changed. */
function rowLike(row: AssetRow, asset: AssetWindow['assets'][number]): AssetRow {
  const before = rows.get(asset)
  if (before && before.id === row.id && before.account === row.account && before.funding === row.funding) return before
  rows.set(asset, row)
  return row
}

/** Lines stay the same objects as long as the answer that they came with is kept: rows are drawn anew when theirs change. */
const made = new WeakMap<AssetWindow, { funding: KnownFunding; lines: readonly (Line | undefined)[] }>()

function linesOf(window: AssetWindow, funding: KnownFunding): readonly (Line | undefined)[] {
  const before = made.get(window)
  if (before?.funding === funding) return before.lines
  const holders = new Map(window.holders.map((holder) => [holder.id, holder]))
  const lines: (Line | undefined)[] = []
  for (const asset of window.assets) {
    const holder = holders.get(asset.accountId)
    if (!holder) continue
    const row = rowLike(rowOf(holder, asset, asset.nth, funding), asset)
    lines[asset.index - window.offset] = { kind: 'asset', id: row.id, row }
  }
  for (const group of window.groups) lines[group.index - window.offset] = { kind: 'group', id: `group ${group.key}`, group }
  made.set(window, { funding, lines })
  return lines
}

const covers = ({ offset, limit }: AssetWindow, from: number, to: number) => offset <= from && to <= offset + limit

/** The line with this number, of those that are there; null: it is on its way. */
export function lineAt(windows: readonly AssetWindow[], index: number, funding: KnownFunding): Line | null {
  const window = windows.find((candidate) => covers(candidate, index, index + 1))
  return (window && linesOf(window, funding)[index - window.offset]) ?? null
}

export interface Span {
  first: number
  last: number
}

/** The pages in which these lines stand, as whole pages: where they begin and how many lines they are. */
export function wholePages({ first, last }: Span, most: number): { offset: number; limit: number } {
  const offset = Math.floor(Math.max(0, first) / PAGE_LINES) * PAGE_LINES
  const end = Math.ceil((Math.max(first, last) + 1) / PAGE_LINES) * PAGE_LINES
  return { offset, limit: Math.min(end - offset, most) }
}

/** Offsets of the pages that are in sight and in none of the lines that came first. */
export function missingPages(first: AssetWindow, span: Span): number[] {
  const { offset, limit } = wholePages(span, Number.POSITIVE_INFINITY)
  const missing: number[] = []
  for (let page = offset; page < Math.min(offset + limit, first.total); page += PAGE_LINES) {
    if (!covers(first, page, Math.min(page + PAGE_LINES, first.total))) missing.push(page)
  }
  return missing
}
