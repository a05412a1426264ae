import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, add, addAll, amount, isZero, maybeAmount, maybeText, negated, nonZero, text } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, plainToken, position } from '../../reading/rows'

/** https://api-docs.toobit.com (2026-02-07): spot and futures, Account/Trades Endpoints. */

export const Spot = z.object({
  userId: text.nullish(),
  balances: z.array(z.object({ asset: z.string(), total: amount, free: maybeAmount })),
})
export const spotRows = ({ balances }: z.output<typeof Spot>, api: AccountApi): TokenHolding[] =>
  held(balances.map(({ asset, total, free }) => plainToken('spot', api.code(asset), total, free)))

/** The coin stands under `coin`, and used to under `asset`. */
const Coin = z
  .object({
    coin: maybeText,
    asset: maybeText,
    /** Without open profit, margins within. */
    balance: amount,
    /** With the profit of cross positions. */
    availableBalance: maybeAmount,
    positionMargin: maybeAmount,
    orderMargin: maybeAmount,
    coupon: maybeAmount,
  })
  .transform(({ coin, asset, ...row }, context) => {
    const name = coin ?? asset
    if (name) return { ...row, name }
    context.addIssue({ code: 'custom', message: 'names no coin' })
    return z.NEVER
  })
export const Coins = z.array(Coin)

const Position = z.object({
  symbol: z.string(),
  side: z.enum(['LONG', 'SHORT']),
  avgPrice: maybeAmount,
  /** In contracts. */
  position: amount,
  leverage: maybeAmount,
  /** Of liquidation. */
  flp: maybeAmount,
  margin: maybeAmount,
  minMargin: maybeAmount,
  unrealizedPnL: maybeAmount,
  /** `ISOLATED` or `CROSSED`. */
  marginType: maybeText,
  markPrice: maybeAmount,
})
type Position = z.output<typeof Position>
export const Positions = z.array(Position)

/** Futures have an account for each of these, and are asked by it: without a category the first alone is told. */
export const CATEGORIES = ['USDT', 'USDC'] as const
export type Category = (typeof CATEGORIES)[number]

/** Where it is not sent, what a position earned tells it. */
function markOf(row: Position, market: Market): DecimalString | null {
  const sent = nonZero(row.markPrice)
  const entry = nonZero(row.avgPrice)
  if (sent !== null || entry === null || row.unrealizedPnL === null || market.unlisted) return sent
  const earned = new Decimal(row.unrealizedPnL).div(new Decimal(row.position).abs().times(market.contractSize))
  const mark = earned.times(row.side === 'SHORT' ? -1 : 1).plus(entry)
  return mark.gt(0) ? mark.toDecimalPlaces(18).toFixed() : null
}

async function holding(category: Category, row: Position, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.position)) return null
  const market = await api.contract(row.symbol, { counts: 'contracts', settle: category })
  const contracts = absolute(row.position)
  const marginMode = row.marginType === 'ISOLATED' ? 'isolated' : row.marginType?.startsWith('CROSS') ? 'cross' : null
  return position(market, {
    wallet: 'perp',
    contracts: row.side === 'SHORT' ? negated(contracts) : contracts,
    side: row.side === 'SHORT' ? 'short' : 'long',
    // `positionValue` is what it was worth at its entry.
    markPrice: markOf(row, market),
    unrealizedProfit: row.unrealizedPnL,
    initialMargin: nonZero(row.margin),
    maintMargin: nonZero(row.minMargin),
    marginBalance: marginMode === 'isolated' ? nonZero(row.margin) : null,
    leverage: nonZero(row.leverage),
    entryPrice: nonZero(row.avgPrice),
    liquidationPrice: nonZero(row.flp),
    marginMode,
  })
}

/** Of one category; what is another's is said and not counted, since it may be told there as well. */
export async function futuresRows(
  category: Category,
  coins: z.output<typeof Coins> | null,
  rows: z.output<typeof Positions> | null,
  api: AccountApi,
): Promise<{ tokens: TokenHolding[]; positions: PositionHolding[] }> {
  const mine = (row: Position) => row.symbol.endsWith(`-${category}`)
  const positions = held(await Promise.all((rows ?? []).filter(mine).map((row) => holding(category, row, api))))
  const others = [
    ...(coins ?? []).flatMap(({ name, balance }) => (name === category || isZero(balance) ? [] : [name])),
    ...(rows ?? []).flatMap((row) => (mine(row) || isZero(row.position) ? [] : [row.symbol])),
  ]
  if (others.length > 0)
    api.leaveOut('perp', `Toobit told of ${[...new Set(others)].join(', ')} in its account of ${category}: not counted there.`)
  const coin = coins?.find(({ name }) => name === category)
  if (coins === null) return { tokens: [], positions }
  if (!isZero(coin?.coupon ?? null))
    api.doubts.push(
      `Toobit tells ${coin?.coupon} ${category} of trial funds (coupons) beside the balance: they are not counted, and whether the balance holds them is not documented.`,
    )
  const profits = positions.map(({ unrealizedProfit }) => unrealizedProfit)
  if (rows === null || profits.includes(null))
    api.doubts.push(`Toobit does not tell the profit of every open position in ${category}: equity is without it.`)
  const profit = add(...profits) ?? '0'
  const size = coin?.balance ?? '0'
  const token = marginToken({
    wallet: 'perp',
    symbol: api.code(category),
    size,
    unrealizedProfit: profit,
    initialMargin: addAll(coin?.positionMargin ?? null, coin?.orderMargin ?? null),
    marginBalance: add(size, profit),
    available: coin?.availableBalance ?? null,
  })
  return { tokens: held([token]), positions }
}
