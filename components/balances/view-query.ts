import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import {
  ASSET_GROUPINGS,
  ASSET_KINDS,
  ASSET_SORTS,
  type AssetGrouping,
  type AssetSort,
  LONGEST_SEARCH,
} from '@/server/domain/asset-view'
import type { DecimalString } from '@/server/domain/decimal'
import type { AssetViewInput } from '@/server/schemas/assets'

export type Grouping = AssetGrouping
export type AssetBook = AssetViewInput['what']

export interface Sort {
  id: AssetSort
  desc: boolean
}

/** What a table of assets shows, as its URL says. */
export interface AssetView {
  search: string
  kind: AssetViewInput['kind']
  groupBy: Grouping
  sort: Sort
  columns: AssetSort[]
  /** Rows of less than the threshold are shown too. */
  dust: boolean
  accounts: string[]
  exchanges: string[]
}

export interface AssetViewDefaults {
  sort: Sort
  columns: readonly AssetSort[]
}

/** How each table is before anybody changes it. */
export const VIEW_DEFAULTS: Record<AssetBook, AssetViewDefaults> = {
  balances: {
    sort: { id: 'value', desc: true },
    columns: ['symbol', 'account', 'wallet', 'size', 'price', 'value', 'notional', 'share', 'profit', 'updated'],
  },
  positions: {
    sort: { id: 'notional', desc: true },
    columns: [
      'symbol',
      'account',
      'size',
      'notional',
      'entry',
      'mark',
      'liquidation',
      'distance',
      'profit',
      'profitShare',
      'funding',
      'leverage',
    ],
  },
}

export function isColumnId(id: string): id is AssetSort {
  return ASSET_SORTS.some((known) => known === id)
}

/** `-value`: by value, largest first. */
export function parseSort(text: string, fallback: Sort): Sort {
  const id = text.replace(/^-/, '')
  return isColumnId(id) ? { id, desc: text.startsWith('-') } : fallback
}

export function sortText({ id, desc }: Sort): string {
  return desc ? `-${id}` : id
}

/** What the URL of a table may say. */
export function assetSearch(defaults: AssetViewDefaults) {
  return {
    q: parseAsString.withDefault(''),
    kind: parseAsStringLiteral(ASSET_KINDS).withDefault('all'),
    group: parseAsStringLiteral(ASSET_GROUPINGS).withDefault('none'),
    sort: parseAsString.withDefault(sortText(defaults.sort)),
    cols: parseAsArrayOf(parseAsString).withDefault([...defaults.columns]),
    dust: parseAsBoolean.withDefault(false),
    account: parseAsArrayOf(parseAsString).withDefault([]),
    exchange: parseAsArrayOf(parseAsString).withDefault([]),
  }
}

/** What of the URL says which rows there are, and in what order. */
export interface AssetSearch {
  q: string
  kind: AssetView['kind']
  group: Grouping
  sort: string
  dust: boolean
  account: string[]
  exchange: string[]
}

/** Lines are asked for so many at a time. */
export const PAGE_LINES = 60
const LONGEST_ID = 100

/** What the server is asked for. What the URL says and no page of ours would write is cut or left out. */
export function viewInput(
  what: AssetBook,
  view: Pick<AssetView, 'search' | 'kind' | 'groupBy' | 'sort' | 'dust' | 'accounts' | 'exchanges'>,
  dustUsd: DecimalString,
): AssetViewInput {
  const ids = (list: readonly string[], most: number) => list.filter((id) => id.length <= LONGEST_ID).slice(0, most)
  return {
    what,
    search: view.search.slice(0, LONGEST_SEARCH),
    kind: view.kind,
    groupBy: view.groupBy,
    sort: view.sort,
    dustUsd: view.dust ? null : dustUsd,
    accounts: ids(view.accounts, 1000),
    exchanges: ids(view.exchanges, 200),
  }
}

/** The first lines of a table as its URL has it: the page asks for the same ahead. */
export function firstWindow(what: AssetBook, query: AssetSearch, dustUsd: DecimalString) {
  const { q: search, kind, group: groupBy, dust, account: accounts, exchange: exchanges } = query
  const sort = parseSort(query.sort, VIEW_DEFAULTS[what].sort)
  const view = viewInput(what, { search, kind, groupBy, sort, dust, accounts, exchanges }, dustUsd)
  return windowInput(view, [], { at: null, offset: 0, limit: PAGE_LINES })
}

export function windowInput(
  view: AssetViewInput,
  open: readonly string[],
  lines: { at: string | null; offset: number; limit: number },
) {
  return { ...view, open: [...open], ...lines }
}

/** Where the same rows are had as a file. */
export function fileHref({ what, sort, search, kind, groupBy, dustUsd, accounts, exchanges }: AssetViewInput): string {
  const query = new URLSearchParams({ what, sort: sortText(sort), search, kind, groupBy })
  if (dustUsd !== null) query.set('dustUsd', dustUsd)
  if (accounts.length > 0) query.set('accounts', accounts.join(','))
  if (exchanges.length > 0) query.set('exchanges', exchanges.join(','))
  return `/balances/assets.csv?${query}`
}
