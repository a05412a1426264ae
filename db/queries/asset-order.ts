import { type SQL, sql } from 'drizzle-orm'

/** Between ids in the key of a group of rows that belong to several tags. */
export const TAGS_JOINED_BY = '+'

/** What a row sorts by. `x` is the asset (`assets_of`), `h` who holds it, `f` its funding. */
interface Key {
  by: SQL
  /** Text in the order of names; a moment; else a number. */
  is?: 'text' | 'moment'
  /** Decides where the first says nothing. */
  next?: SQL
}

const token = (column: string) => sql.raw(`case when x.asset_type = 'token' then x.${column} end`)
const position = (expression: string) => sql.raw(`case when x.asset_type = 'position' then ${expression} end`)
const plain = (column: string): Key => ({ by: sql.raw(`x.${column}`) })
const text = (expression: string): Key => ({ by: sql.raw(`lower(${expression} collate "people")`), is: 'text' })

/** Unrealised profit in USD, as `profitUsd` of the tables of assets. */
export const PROFIT_USD = sql`round(x.unrealized_profit * x.price, 12)`

// What is owed or short is as large as what is held or long.
const VALUE = sql`abs(${token('notional')})`
const NOTIONAL = sql`abs(${position('x.notional')})`

/** As `distanceToLiquidation` of the domain. */
export const DISTANCE = sql`case when x.asset_type = 'position' and x.mark_price > 0 and x.liquidation_price > 0
    and (case when x.size > 0 then x.mark_price - x.liquidation_price else x.liquidation_price - x.mark_price end) / x.mark_price >= -0.05
  then (case when x.size > 0 then x.mark_price - x.liquidation_price else x.liquidation_price - x.mark_price end) / x.mark_price end`

export const SIDE = `case when x.asset_type = 'position' then
  case when x.position_side in ('long', 'short') then x.position_side when x.size > 0 then 'long' when x.size < 0 then 'short' end end`

const KEYS = {
  symbol: text('x.symbol'),
  account: text('h.name'),
  exchange: text('h.exchange_name'),
  wallet: text('x.wallet_type'),
  market: text('x.market_type'),
  type: text('x.asset_type'),
  side: text(`(${SIDE})`),
  size: plain('size'),
  price: { by: sql`case x.asset_type when 'token' then x.price else x.mark_price end` },
  // A row has one of the two: those that have none of it go by the other.
  value: { by: VALUE, next: NOTIONAL },
  notional: { by: NOTIONAL, next: VALUE },
  share: plain('notional_pct_total'),
  profit: { by: PROFIT_USD },
  profitCoins: plain('unrealized_profit'),
  profitShare: { by: position('case when x.initial_margin > 0 then x.unrealized_profit / x.initial_margin end') },
  marginBalance: plain('margin_balance'),
  initialMargin: plain('initial_margin'),
  maintMargin: plain('maint_margin'),
  available: plain('available_balance'),
  amount: plain('amount'),
  borrowed: { by: token('borrowed') },
  leverage: plain('leverage'),
  marginMode: text('x.margin_mode'),
  entry: plain('entry_price'),
  mark: plain('mark_price'),
  liquidation: plain('liquidation_price'),
  distance: { by: DISTANCE },
  funding: { by: sql`f.rate` },
  nextFunding: { by: sql`f.next_at`, is: 'moment' },
  route: text('x.price_route'),
  updated: { by: sql`h.as_of`, is: 'moment' },
} satisfies Record<string, Key>
export type AssetSortKey = keyof typeof KEYS

/**
 * Parts of a statement that put rows in order. `keys` are the columns `k1` and `k2` of a row; `by` orders by them, what is not
 * known last either way, `rows` then as accounts and their assets stand; `ofGroup` makes `k1` and `k2` of a group from its
 * rows': the sum of numbers, the latest moment, the first name.
 */
export function assetOrder(sort: AssetSortKey, desc: boolean): { keys: SQL; by: SQL; rows: SQL; ofGroup: SQL; groups: SQL } {
  const { by, is, next }: Key = KEYS[sort]
  const way = sql.raw(desc ? 'desc nulls last' : 'asc nulls last')
  const order = sql`k1 ${is === 'text' ? sql`collate "people"` : sql``} ${way}, k2 ${way}`
  const whole = sql.raw(is === undefined ? 'sum(k1)' : is === 'moment' ? 'max(k1)' : 'min(k1 collate "people")')
  return {
    keys: sql`${by} as k1, ${next ?? sql`null::numeric`} as k2`,
    by: order,
    rows: sql`${order}, place, ordinal`,
    ofGroup: sql`${whole} as k1, sum(k2) as k2`,
    groups: sql`${order}, first, key collate "people", key`,
  }
}
