import { z } from 'zod'
import { inside, maybeAmount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import type { Ticker } from '../../reading/reading'
import { lastOrMid } from '../../reading/tickers'

/** A price with the volumes and times behind it. */
const first = z.array(maybeAmount).transform((values) => values[0] ?? null)
/** What was traded today, and in 24 hours. */
const lastDay = z.array(maybeAmount).transform((values) => values[1] ?? null)
const Tickers = inside('result', z.record(z.string(), z.object({ a: first, b: first, c: first, v: lastDay.nullish() })))

/** All markets in one call, by Kraken's own ids; most coins have one in USD. */
export async function krakenTickers(api: AccountApi): Promise<Ticker[]> {
  const [found, book] = await Promise.all([api.call('publicGetTicker', {}, Tickers), api.markets()])
  return Object.entries(found).flatMap(([id, { a: ask, b: bid, c: last, v: baseVolume = null }]) => {
    const market = book.byId(id)
    const price = lastOrMid(last, bid, ask)
    return market?.active && price !== null ? [{ market, price, baseVolume }] : []
  })
}
