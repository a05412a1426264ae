import { parseAsArrayOf, parseAsBoolean, parseAsIsoDate, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import {
  ASSET_GROUPINGS,
  ASSET_KINDS,
  ASSET_SORTS,
  ASSET_STATES,
  type AssetGrouping,
  type AssetSort,
  LONGEST_SEARCH,
  MARGIN_MODES,
  POSITION_MARKETS,
  POSITION_SIDES,
} from '@/server/domain/asset-view'
import type { DecimalString } from '@/server/domain/decimal'
import { startOfDay } from '@/server/domain/local-time'
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
  /** Ids of tags. */
  tags: string[]
  /** As everything was at the end of this day (a date as UTC has it at midnight); null: as it is. */
  day: Date | null
  coins: string[]
  sides: AssetViewInput['sides']
  markets: AssetViewInput['markets']
  marginModes: AssetViewInput['marginModes']
  states: AssetViewInput['states']
}

/** What a view is narrowed by, beside what is searched for. */
export const FILTERS = ['accounts', 'exchanges', 'tags', 'coins', 'sides', 'markets', 'marginModes', 'states'] as const
export const NO_FILTERS = {
  accounts: [],
  exchanges: [],
  tags: [],
  coins: [],
  sides: [],
  markets: [],
  marginModes: [],
  states: [],
}

export interface AssetViewDefaults {
  sort: Sort
  columns: readonly AssetSort[]
  /** Of these, what screens below 1280 and below 1400 px leave to the sheet of a row: the rest fits on 768. */
  beyond: { 1280: readonly AssetSort[]; 1400: readonly AssetSort[] }
}

/** Where a column is seen; those that somebody chose are seen everywhere. */
export function sightClass(
  view: Pick<AssetView, 'columns'>,
  { columns, beyond }: AssetViewDefaults,
  id: string,
): string | undefined {
  if (view.columns.join(' ') !== columns.join(' ')) return undefined
  if (beyond[1280].some((each) => each === id)) return 'max-xl:hidden'
  return beyond[1400].some((each) => each === id) ? 'max-[1399px]:hidden' : undefined
}

/** How each table is before anybody changes it. */
export const VIEW_DEFAULTS: Record<AssetBook, AssetViewDefaults> = {
  balances: {
    sort: { id: 'value', desc: true },
    columns: ['symbol', 'account', 'wallet', 'size', 'price', 'value', 'notional', 'share', 'profit', 'updated'],
    beyond: { 1280: ['wallet', 'size', 'price', 'share', 'updated'], 1400: [] },
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
    beyond: { 1280: ['size', 'entry', 'mark', 'liquidation'], 1400: ['funding', 'leverage'] },
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
    tag: parseAsArrayOf(parseAsString).withDefault([]),
    day: parseAsIsoDate,
    coin: parseAsArrayOf(parseAsString).withDefault([]),
    side: parseAsArrayOf(parseAsStringLiteral(POSITION_SIDES)).withDefault([]),
    market: parseAsArrayOf(parseAsStringLiteral(POSITION_MARKETS)).withDefault([]),
    margin: parseAsArrayOf(parseAsStringLiteral(MARGIN_MODES)).withDefault([]),
    state: parseAsArrayOf(parseAsStringLiteral(ASSET_STATES)).withDefault([]),
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
  tag: string[]
  day: Date | null
  coin: string[]
  side: AssetView['sides']
  market: AssetView['markets']
  margin: AssetView['marginModes']
  state: AssetView['states']
}

/** Lines are asked for so many at a time. */
export const PAGE_LINES = 60
const LONGEST_ID = 100

/** Who looks: from when on rows are dust, and where their days end. */
export interface Viewer {
  dustUsd: DecimalString
  /** IANA name. */
  zone: string
}

const DAY_MS = 86_400_000

/** The last moment of a day of somebody's; null, which is now, where that has not come yet. */
function endOf(day: Date | null, zone: string): string | null {
  if (day === null) return null
  const end = startOfDay(new Date(day.getTime() + DAY_MS), zone).getTime() - 1
  return end < Date.now() ? new Date(end).toISOString() : null
}

/** What the server is asked for. What the URL says and no page of ours would write is cut or left out. */
export function viewInput(what: AssetBook, view: Omit<AssetView, 'columns'>, { dustUsd, zone }: Viewer): AssetViewInput {
  const ids = (list: readonly string[], most: number) => list.filter((id) => id.length <= LONGEST_ID).slice(0, most)
  return {
    what,
    search: view.search.slice(0, LONGEST_SEARCH),
    kind: view.kind,
    groupBy: view.groupBy,
    sort: view.sort,
    dustUsd: view.dust ? null : dustUsd,
    asOf: endOf(view.day, zone),
    accounts: ids(view.accounts, 1000),
    exchanges: ids(view.exchanges, 200),
    tags: ids(view.tags, 100),
    coins: ids(view.coins, 200),
    // Each but once, as there is no more of them.
    sides: POSITION_SIDES.filter((side) => view.sides.includes(side)),
    markets: POSITION_MARKETS.filter((market) => view.markets.includes(market)),
    marginModes: MARGIN_MODES.filter((mode) => view.marginModes.includes(mode)),
    states: ASSET_STATES.filter((state) => view.states.includes(state)),
  }
}

/** The first lines of a table as its URL has it: the page asks for the same ahead. */
export function firstWindow(what: AssetBook, query: AssetSearch, viewer: Viewer) {
  const view = viewInput(what, viewOf(query, VIEW_DEFAULTS[what].sort), viewer)
  return windowInput(view, [], { at: null, offset: 0, limit: PAGE_LINES })
}

/** What the URL says, as a view. */
export function viewOf(query: AssetSearch, fallback: Sort): Omit<AssetView, 'columns'> {
  return {
    search: query.q,
    kind: query.kind,
    groupBy: query.group,
    sort: parseSort(query.sort, fallback),
    dust: query.dust,
    accounts: query.account,
    exchanges: query.exchange,
    tags: query.tag,
    day: query.day,
    coins: query.coin,
    sides: query.side,
    markets: query.market,
    marginModes: query.margin,
    states: query.state,
  }
}

export function windowInput(
  view: AssetViewInput,
  open: readonly string[],
  lines: { at: string | null; offset: number; limit: number },
) {
  return { ...view, open: [...open], ...lines }
}

/** Where the same rows are had as a file. */
export function fileHref({ what, sort, search, kind, groupBy, dustUsd, asOf, ...narrowed }: AssetViewInput): string {
  const query = new URLSearchParams({ what, sort: sortText(sort), search, kind, groupBy })
  if (dustUsd !== null) query.set('dustUsd', dustUsd)
  if (asOf !== null) query.set('asOf', asOf)
  for (const filter of FILTERS) if (narrowed[filter].length > 0) query.set(filter, narrowed[filter].join(','))
  return `/balances/assets.csv?${query}`
}
