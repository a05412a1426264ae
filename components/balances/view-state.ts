'use client'
import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { ASSET_COLUMNS, type AssetColumnId } from '../assets/columns'

export const GROUPINGS = ['none', 'coin', 'account', 'exchange'] as const
export type Grouping = (typeof GROUPINGS)[number]
export const GROUPING_LABELS: Record<Grouping, string> = {
  none: 'No groups',
  coin: 'By coin',
  account: 'By account',
  exchange: 'By exchange',
}

export const KINDS = ['all', 'token', 'position'] as const
export type Kind = (typeof KINDS)[number]

export interface Sort {
  id: AssetColumnId
  desc: boolean
}

/** What a table of assets shows, as its URL says. */
export interface AssetView {
  search: string
  kind: Kind
  groupBy: Grouping
  sort: Sort
  columns: AssetColumnId[]
  /** Rows of less than the threshold are shown too. */
  dust: boolean
  accounts: string[]
  exchanges: string[]
}

export function isColumnId(id: string): id is AssetColumnId {
  return Object.hasOwn(ASSET_COLUMNS, id)
}

/** `-value`: by value, largest first. */
export function parseSort(text: string, fallback: Sort): Sort {
  const id = text.replace(/^-/, '')
  return isColumnId(id) ? { id, desc: text.startsWith('-') } : fallback
}

export function sortText({ id, desc }: Sort): string {
  return desc ? `-${id}` : id
}

export interface AssetViewDefaults {
  sort: Sort
  columns: readonly AssetColumnId[]
}

/** The view in the URL: what is as it is by default is not written. */
export function useAssetView(defaults: AssetViewDefaults): {
  view: AssetView
  setView: (change: Partial<AssetView>) => void
  reset: () => void
} {
  const [query, setQuery] = useQueryStates({
    q: parseAsString.withDefault(''),
    kind: parseAsStringLiteral(KINDS).withDefault('all'),
    group: parseAsStringLiteral(GROUPINGS).withDefault('none'),
    sort: parseAsString.withDefault(sortText(defaults.sort)),
    cols: parseAsArrayOf(parseAsString).withDefault([...defaults.columns]),
    dust: parseAsBoolean.withDefault(false),
    account: parseAsArrayOf(parseAsString).withDefault([]),
    exchange: parseAsArrayOf(parseAsString).withDefault([]),
  })
  // The same list as long as the same columns are in it: rows are drawn anew when it changes.
  const names = query.cols.join(' ')
  const columns = useMemo(() => {
    const ids = names.split(' ').filter(isColumnId)
    return ids.includes('symbol') ? ids : ['symbol' as const, ...ids]
  }, [names])
  const view: AssetView = {
    search: query.q,
    kind: query.kind,
    groupBy: query.group,
    sort: parseSort(query.sort, defaults.sort),
    columns,
    dust: query.dust,
    accounts: query.account,
    exchanges: query.exchange,
  }
  const setView = (change: Partial<AssetView>) =>
    void setQuery({
      ...(change.search === undefined ? {} : { q: change.search }),
      ...(change.kind === undefined ? {} : { kind: change.kind }),
      ...(change.groupBy === undefined ? {} : { group: change.groupBy }),
      ...(change.sort === undefined ? {} : { sort: sortText(change.sort) }),
      ...(change.columns === undefined ? {} : { cols: change.columns }),
      ...(change.dust === undefined ? {} : { dust: change.dust }),
      ...(change.accounts === undefined ? {} : { account: change.accounts }),
      ...(change.exchanges === undefined ? {} : { exchange: change.exchanges }),
    })
  return { view, setView, reset: () => void setQuery(null) }
}
