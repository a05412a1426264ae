import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import type { PositionHolding } from '../../../domain/types'
import { absolute, isZero, maybeAmount, maybeText, negated, nonZero, plainDecimal } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { position, profitOf } from '../../reading/rows'
import { unlistedMarket } from '../../reading/unlisted'
import { at } from './envelope'
import type { GenericPositions } from './exchange'

const Position = z.object({
  info: z.unknown(),
  symbol: z.string().nullish(),
  side: maybeText,
  contracts: maybeAmount,
  markPrice: maybeAmount,
  entryPrice: maybeAmount,
  liquidationPrice: maybeAmount,
  unrealizedPnl: maybeAmount,
  initialMargin: maybeAmount,
  maintenanceMargin: maybeAmount,
  collateral: maybeAmount,
  leverage: maybeAmount,
  marginMode: maybeText,
  hedged: z.boolean().nullish(),
})
type Row = z.output<typeof Position>

/** Of prices that are computed. */
const DECIMALS = 12

/** Negative in any case: `short`, `sell`, or an amount that is below zero. */
const isShort = (side: string | null, amount: string) => amount.startsWith('-') || side === 'short' || side === 'sell'

/**
 * Open positions by ccxt's `fetchPositions`. What it can't place is named, never left out in silence: a market that is not
 * listed (any more) is a row by the exchange's own id, a position without a size is named as not included.
 * @returns null where they may not be read (noted)
 */
export async function positionsOf(api: AccountApi, rule: GenericPositions): Promise<PositionHolding[] | null> {
  const answers = await Promise.all(
    (rule.calls ?? [[]]).map((args) => api.ask(rule.wallet, 'fetchPositions', args, z.array(Position), { whole: isWhole })),
  )
  if (answers.every((rows) => rows === null)) return null
  const rows = answers.flatMap((found) => found ?? [])
  if (rows.length === 0) return []
  const listed = async (refresh: boolean) => {
    const { all } = await api.markets('main', refresh)
    // Some exchanges' positions come by the exchange's own id. A contract goes before a spot market of the same id.
    const found = new Map<string, Market>()
    for (const contract of [false, true]) for (const market of all) if (market.contract === contract) found.set(market.id, market)
    for (const market of all) found.set(market.symbol, market)
    return found
  }
  let markets = await listed(false)
  if (rows.some(({ symbol }) => symbol && !markets.has(symbol))) markets = await listed(true)
  return rows.flatMap((row) => {
    const amount = rule.amount === undefined ? row.contracts : plainDecimal(at(row.info, rule.amount))
    if (amount !== null && isZero(amount)) return []
    const name = row.symbol || 'a market without a name'
    if (amount === null) {
      api.leaveOut(rule.wallet, `A position in ${name} whose size the exchange's answer does not tell in a form that is known.`)
      return []
    }
    const found = rowOf(markets.get(name) ?? unlistedMarket(name, { counts: rule.counts }), row, amount, rule)
    return found ? [found] : []
  })
}

function rowOf(market: Market, row: Row, amount: string, { wallet, counts, value, cost, without = [] }: GenericPositions) {
  const told = (name: (typeof without)[number], value: string | null) => (without.includes(name) ? null : value)
  const short = isShort(row.side, amount)
  const contracts = short ? negated(absolute(amount)) : absolute(amount)
  const isolated = row.marginMode === 'isolated'
  const scaled = counts === 'coins' ? { ...market, contractSize: '1' } : market
  const size = new Decimal(contracts).times(scaled.contractSize)
  const paid = cost === undefined ? null : plainDecimal(at(row.info, cost))
  const entryPrice =
    nonZero(row.entryPrice) ?? (paid === null ? null : new Decimal(paid).div(size).abs().toDecimalPlaces(DECIMALS).toFixed())
  const sentProfit = told('unrealizedPnl', row.unrealizedPnl)
  const worth = value === undefined ? null : plainDecimal(at(row.info, value))
  const markPrice =
    nonZero(told('markPrice', row.markPrice)) ?? impliedMark(scaled, size, { entryPrice, profit: sentProfit, worth })
  const initialMargin = told('initialMargin', row.initialMargin)
  return position(market, {
    wallet: market.type === 'spot' ? 'margin' : wallet,
    contracts,
    inCoins: counts === 'coins',
    side: row.hedged ? (short ? 'short' : 'long') : 'net',
    markPrice,
    unrealizedProfit: sentProfit ?? profitOf(scaled, contracts, entryPrice, markPrice),
    initialMargin: initialMargin === null ? null : absolute(initialMargin),
    maintMargin: told('maintenanceMargin', row.maintenanceMargin),
    marginBalance: isolated ? told('collateral', row.collateral) : null,
    leverage: nonZero(told('leverage', row.leverage)),
    entryPrice,
    // Zero is these exchanges' word for none.
    liquidationPrice: nonZero(told('liquidationPrice', row.liquidationPrice)),
    marginMode: isolated ? 'isolated' : row.marginMode === 'cross' ? 'cross' : null,
  })
}

/**
 * The mark price that an exchange's own figures say where it sends none: value ÷ size, or entry + profit ÷ size. Linear
 * contracts only; null where neither is told.
 */
function impliedMark(
  { inverse }: Market,
  size: Decimal,
  { entryPrice, profit, worth }: { entryPrice: string | null; profit: string | null; worth: string | null },
): string | null {
  if (inverse || size.isZero()) return null
  if (worth !== null) return new Decimal(worth).div(size).abs().toDecimalPlaces(DECIMALS).toFixed()
  if (entryPrice === null || profit === null) return null
  return new Decimal(profit).div(size).plus(entryPrice).toDecimalPlaces(DECIMALS).toFixed()
}

/** An answer that could hold a list of positions: one list somewhere near its top. */
function isWhole(answer: unknown): boolean {
  if (Array.isArray(answer)) return true
  if (typeof answer !== 'object' || answer === null) return false
  return Object.values(answer).some((value) => typeof value === 'object' && value !== null)
}
