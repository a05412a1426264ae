import { isDust, profitOnMargin, profitUsd, sideOf } from '@/server/domain/asset-figures'
import type { AssetSort } from '@/server/domain/asset-view'
import { exposureBounds, joinBounds } from '@/server/domain/bound'
import { baseCoin } from '@/server/domain/coins'
import { Decimal, ZERO } from '@/server/domain/decimal'
import { distanceToLiquidation } from '@/server/domain/liquidation'
import { LIQUIDATION_NEAR } from '@/server/domain/risk-limits'
import { covers, type Tag, taggedRow } from '@/server/domain/tags/tag'
import type { Asset, EquityBound } from '@/server/domain/types'
import type { AssetSums } from '@/server/domain/views'
import { walletLabel } from '@/server/domain/wallets'
import type { AssetViewInput } from '@/server/schemas/assets'

/** What a table of assets shows by the rules of the domain, asset by asset: what the database's answers are held to. */

export interface BookRow {
  account: { id: string; name: string; exchange: string; exchangeName: string }
  asOf: Date
  asset: Asset
}

/** An account, with rows or without, and what sums over its rows are to all that is in it, beside rows without a price. */
export interface BookAccount {
  account: BookRow['account']
  bound: EquityBound
  ofPositions: EquityBound
}

const token = (row: BookRow, value: string | null) => (row.asset.assetType === 'token' ? value : null)
const position = (row: BookRow, value: string | null) => (row.asset.assetType === 'position' ? value : null)
const abs = (value: string | null) => value && new Decimal(value).abs().toFixed()

type Key = Decimal | string | null
const number = (value: string | null): Key => (value === null ? null : new Decimal(value))

/** Every column but funding, which the exchanges tell. */
const KEYS: Record<Exclude<AssetSort, 'funding' | 'nextFunding'>, (row: BookRow) => Key> = {
  symbol: ({ asset }) => asset.symbol,
  account: ({ account }) => account.name,
  exchange: ({ account }) => account.exchangeName,
  wallet: ({ asset }) => asset.walletType,
  market: ({ asset }) => asset.marketType,
  type: ({ asset }) => asset.assetType,
  side: (row) => (row.asset.assetType === 'position' ? sideOf(row.asset) : null),
  size: ({ asset }) => number(asset.size),
  price: ({ asset }) => number(asset.assetType === 'token' ? asset.price : asset.markPrice),
  value: (row) => number(abs(token(row, row.asset.notional))),
  notional: (row) => number(abs(position(row, row.asset.notional))),
  share: ({ asset }) => number(asset.notionalPctTotal),
  profit: ({ asset }) => number(profitUsd(asset)),
  profitCoins: ({ asset }) => number(asset.unrealizedProfit),
  profitShare: ({ asset }) => number(profitOnMargin(asset)),
  marginBalance: ({ asset }) => number(asset.marginBalance),
  initialMargin: ({ asset }) => number(asset.initialMargin),
  maintMargin: ({ asset }) => number(asset.maintMargin),
  available: ({ asset }) => number(asset.availableBalance),
  amount: ({ asset }) => number(asset.amount),
  borrowed: (row) => number(token(row, row.asset.borrowed)),
  leverage: ({ asset }) => number(asset.leverage),
  marginMode: ({ asset }) => asset.marginMode,
  entry: ({ asset }) => number(asset.entryPrice),
  mark: ({ asset }) => number(asset.markPrice),
  liquidation: ({ asset }) => number(asset.liquidationPrice),
  distance: (row) => (row.asset.assetType === 'position' ? number(distanceToLiquidation(row.asset)) : null),
  route: ({ asset }) => asset.priceRoute,
  updated: ({ asOf }) => new Decimal(asOf.getTime()),
}
export type BookSort = keyof typeof KEYS
export const BOOK_SORTS = Object.keys(KEYS) as BookSort[]

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function compare(a: Key, b: Key, desc: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  const order = a instanceof Decimal && b instanceof Decimal ? a.comparedTo(b) : collator.compare(String(a), String(b))
  return desc ? -order : order
}

/** The column that decides where the first says nothing. */
const OTHER: Partial<Record<BookSort, BookSort>> = { value: 'notional', notional: 'value' }

/** @param tags all of the person's */
export function rowsOfView(
  all: readonly BookRow[],
  view: AssetViewInput,
  sort: BookSort,
  tags: readonly Tag[] = [],
): { rows: BookRow[]; dust: BookRow[] } {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean)
  const chosen = all.filter((row) => {
    const { asset, account } = row
    const position = asset.assetType === 'position'
    const side = position ? sideOf(asset) : null
    const wallet = walletLabel(asset.walletType)
    const text = `${asset.symbol} ${account.name} ${account.exchangeName} ${wallet} ${asset.assetType} ${side ?? ''} ${asset.marginMode ?? ''}`
    const profit = position ? profitUsd(asset) : null
    const distance = position ? distanceToLiquidation(asset) : null
    return (
      (view.coins.length === 0 || view.coins.includes(baseCoin(asset.base))) &&
      (view.sides.length === 0 || (side !== null && view.sides.includes(side))) &&
      (view.markets.length === 0 || (position && view.markets.some((market) => market === asset.marketType))) &&
      (view.marginModes.length === 0 || (position && view.marginModes.some((mode) => mode === asset.marginMode))) &&
      (!view.states.includes('losing') || (profit !== null && new Decimal(profit).lt(0))) &&
      (!view.states.includes('near') || (distance !== null && new Decimal(distance).lt(LIQUIDATION_NEAR))) &&
      (view.what === 'balances' || asset.assetType === 'position') &&
      (view.kind === 'all' || asset.assetType === view.kind) &&
      (view.tags.length === 0 || tags.some((tag) => view.tags.includes(tag.id) && belongs(row, tag))) &&
      (view.accounts.length === 0 || view.accounts.includes(account.id)) &&
      (view.exchanges.length === 0 || view.exchanges.includes(account.exchange)) &&
      words.every((word) => text.toLowerCase().includes(word))
    )
  })
  const small = ({ asset }: BookRow) => words.length === 0 && view.dustUsd !== null && isDust(asset, view.dustUsd)
  const other = OTHER[sort]
  const { desc } = view.sort
  const order = (a: BookRow, b: BookRow) =>
    compare(KEYS[sort](a), KEYS[sort](b), desc) || (other ? compare(KEYS[other](a), KEYS[other](b), desc) : 0)
  return { rows: chosen.filter((row) => !small(row)).sort(order), dust: chosen.filter(small) }
}

export function belongs({ asset, account }: BookRow, { rules }: Tag): boolean {
  return rules.some((rule) => covers(rule, taggedRow(account.id, asset)))
}

/** By a kind of tags: each that a row belongs to, in the order of the tags. */
export function groupKey(row: BookRow, by: AssetViewInput['groupBy'], tags: readonly Tag[] = []): string {
  const { asset, account } = row
  if (by === 'account' || by === 'main') return account.id
  if (by === 'exchange') return account.exchange
  if (by === 'coin' || by === 'none') return baseCoin(asset.base)
  return tags.flatMap((tag) => (tag.kind === by && belongs(row, tag) ? [tag.id] : [])).join('+')
}

/** Of positions of one contract that have this sign, what they were opened at, weighed by their sizes. */
function entryOf(rows: readonly BookRow[], sign: '1' | '-1'): string | null {
  const asked = rows.flatMap(({ asset: { assetType, marketType, size, entryPrice, base, symbol } }) =>
    assetType === 'position' && marketType !== 'option' && new Decimal(size).times(sign).gt(0)
      ? [{ contract: `${base} ${/USD/.test(symbol) ? 'USD' : symbol}`, size: new Decimal(size).abs(), entryPrice }]
      : [],
  )
  const told = asked.flatMap(({ size, entryPrice }) => (entryPrice === null ? [] : [{ size, entryPrice }]))
  if (new Set(asked.map(({ contract }) => contract)).size !== 1 || told.length < asked.length) return null
  const sizes = told.reduce((sum, { size }) => sum.plus(size), ZERO)
  const paid = told.reduce((sum, { size, entryPrice }) => sum.plus(size.times(entryPrice)), ZERO)
  return paid.div(sizes).toDecimalPlaces(12).toFixed()
}

/**
 * Accounts that a view may lack rows of, in the accounts' order: by the words of a search that name accounts, and by what its
 * tags take.
 */
export function lackingIn(
  all: readonly BookAccount[],
  view: AssetViewInput,
  { shown, tags }: { shown: readonly BookRow[]; tags: readonly Tag[] },
): BookAccount[] {
  const { what, kind } = view
  if (what === 'positions' && kind === 'token') return []
  const narrowed = [view.sides, view.markets, view.marginModes, view.states].some((chosen) => chosen.length > 0)
  const alone = what === 'positions' || kind === 'position' || narrowed
  const within = all.filter(
    ({ account: { id, exchange } }) =>
      (view.accounts.length === 0 || view.accounts.includes(id)) &&
      (view.exchanges.length === 0 || view.exchanges.includes(exchange)),
  )
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean)
  const calls = ({ account: { name, exchangeName } }: BookAccount, word: string) =>
    `${name} ${exchangeName}`.toLowerCase().includes(word)
  const rules = tags.filter(({ id }) => view.tags.includes(id)).flatMap((tag) => tag.rules)
  return within.filter(
    (one) =>
      (alone ? one.ofPositions : one.bound) !== 'exact' &&
      (view.tags.length === 0 || takes(rules, one.account.id)) &&
      (shown.some(({ account }) => account.id === one.account.id) ||
        words.every((word) => calls(one, word) || !within.some((other) => calls(other, word)))),
  )
}

/** Whether a rule takes anything of an account that nobody knows. */
const takes = (rules: Tag['rules'], id: string) =>
  rules.some(({ accountId, coin, market }) => accountId === id || (accountId === null && (coin !== null || market !== null)))

/** Whether what is not known of an account may be in a group. */
export function mayBeIn({ account }: BookAccount, key: string, by: AssetViewInput['groupBy'], tags: readonly Tag[]): boolean {
  if (by === 'account' || by === 'main') return key === account.id
  if (by === 'exchange') return key === account.exchange
  if (by === 'coin' || by === 'none') return true
  const ofKind = tags.filter(({ kind }) => kind === by)
  const whole = ({ rules }: Tag) =>
    rules.some(({ accountId, coin, market }) => accountId === account.id && coin === null && market === null)
  return key === ''
    ? !ofKind.some(whole)
    : ofKind.filter(({ id }) => key.split('+').includes(id)).every(({ rules }) => takes(rules, account.id))
}

/** Exact sums over rows; what has no price is counted instead. @param lacking accounts that may have more of them */
export function sumRows(rows: readonly BookRow[], lacking: readonly BookAccount[] = []): AssetSums {
  const of = (type: Asset['assetType'], pick: (asset: Asset) => string | null) => {
    const known = rows.flatMap(({ asset }) => (asset.assetType === type ? (pick(asset) ?? []) : []))
    return known.length === 0 ? null : known.reduce((sum, value) => sum.plus(value), ZERO).toFixed()
  }
  const unpriced = rows.filter(({ asset }) => asset.notional === null)
  const without = unpriced.flatMap(({ asset }): EquityBound[] =>
    asset.assetType === 'position' ? [] : [asset.size.startsWith('-') ? 'at_most' : 'at_least'],
  )
  const exposure = exposureBounds(
    joinBounds(lacking.map(({ ofPositions }) => ofPositions)),
    unpriced.some(({ asset }) => asset.assetType === 'position'),
  )
  return {
    rows: rows.length,
    tokens: of('token', ({ notional }) => notional),
    positions: of('position', ({ notional }) => notional),
    gross: of('position', ({ notional }) => abs(notional)),
    profit: of('position', profitUsd),
    entry: { long: entryOf(rows, '1'), short: entryOf(rows, '-1') },
    unpriced: unpriced.length,
    bounds: {
      tokens: joinBounds([...lacking.map(({ bound }) => bound), ...without]),
      ...{ positions: exposure.net, gross: exposure.gross },
    },
    leftOut: { count: lacking.length, names: lacking.slice(0, 3).map(({ account }) => account.name) },
  }
}
