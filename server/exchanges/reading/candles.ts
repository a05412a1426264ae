import { z } from 'zod'
import { Decimal, type DecimalString } from '../../domain/decimal'
import { DomainError } from '../../errors'
import { maybeAmount, nonZero } from '../ccxt/amounts'
import type { AccountApi } from './api'

const HOUR_MS = 3_600_000

/** Candles by ccxt's `fetchOHLCV`: of a market's trades, or of an index, which has none. */
export interface CandlesOf {
  /** ccxt's. */
  symbol: string
  /** Asked for with ccxt's `price: 'index'`. */
  index?: true
}

/** What an hour of trading ended with. */
export interface HourClose {
  /** End of the hour, ms. */
  at: number
  close: DecimalString
}

/** How an exchange is asked for candles, where ccxt's method alone does not do. */
export interface CandleCalls {
  /** True where the end of the stretch must be named, or its newest candles are told. */
  namesEnd?: true
}

/** When it opened, open, high, low, close, volume; ccxt leaves out what an exchange does not tell. */
const Candles = z.array(
  z
    .tuple([z.coerce.number().int(), maybeAmount, maybeAmount, maybeAmount, maybeAmount])
    .rest(maybeAmount)
    .transform(([opened, , , , close, volume = null]) => ({ opened, close, volume })),
)

/** True where ccxt reads candles of an hour from the exchange itself. */
export function tellsHours(has: Readonly<Record<string, unknown>>, timeframes: unknown): boolean {
  return has.fetchOHLCV === true && typeof timeframes === 'object' && timeframes !== null && '1h' in timeframes
}

/**
 * Closes of the hours of a stretch in which a market traded, oldest first. An hour that the exchange leaves out, or of which
 * it tells that nothing was traded, is not among them. Empty where the exchange refuses: it has none of this market.
 * @param hours how many from `from` on; an exchange tells at least a hundred a call
 * @throws DomainError where the exchange does not answer, or wants no calls
 */
export async function hourCloses(
  api: AccountApi,
  { symbol, index }: CandlesOf,
  { from, hours }: { from: number; hours: number },
  { namesEnd }: CandleCalls = {},
): Promise<readonly HourClose[]> {
  const to = from + hours * HOUR_MS
  const params = { ...(index && { price: 'index' }), ...(namesEnd && { until: to }) }
  const candles = await api.call('fetchOHLCV', [symbol, '1h', from, hours, params], Candles).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'exchange_refused') return []
    throw error
  })
  return candles.flatMap(({ opened, close, volume }) => {
    const price = nonZero(close)
    const traded = index || volume === null || new Decimal(volume).gt(0)
    // Beginnings of hours alone: an exchange whose candles begin elsewhere is not understood.
    if (price === null || !traded || opened % HOUR_MS !== 0 || opened < from || opened >= to) return []
    return [{ at: opened + HOUR_MS, close: price }]
  })
}
