import { z } from 'zod'
import { Decimal, type DecimalString } from '../../domain/decimal'
import { maybeAmount, nonZero } from '../ccxt/amounts'
import type { AccountApi } from './api'
import type { Ticker } from './reading'

/** The last trade, else the middle of bid and ask; null where there is neither. Zero is no price. */
export function lastOrMid(
  last: DecimalString | null,
  bid: DecimalString | null,
  ask: DecimalString | null,
): DecimalString | null {
  const traded = nonZero(last)
  if (traded !== null) return traded
  const [low, high] = [nonZero(bid), nonZero(ask)]
  return low === null || high === null ? null : new Decimal(low).plus(high).div(2).toFixed()
}

const CcxtTickers = z.record(
  z.string(),
  z.object({
    symbol: z.string().nullish(),
    last: maybeAmount,
    bid: maybeAmount,
    ask: maybeAmount,
    baseVolume: maybeAmount,
    quoteVolume: maybeAmount,
    timestamp: maybeAmount,
  }),
)

/** ccxt's `fetchTickers` over all spot markets, for exchanges without a cheaper call of their own. */
export async function defaultTickers(api: AccountApi): Promise<Ticker[]> {
  const [found, book] = await Promise.all([api.call('fetchTickers', [undefined, { type: 'spot' }], CcxtTickers), api.markets()])
  return book.all.flatMap((market) => {
    const row = market.contract || !market.active ? undefined : found[market.symbol]
    const price = row ? lastOrMid(row.last, row.bid, row.ask) : null
    if (!row || price === null) return []
    const { bid, ask, baseVolume, quoteVolume, timestamp } = row
    return [{ market, price, bid, ask, baseVolume, quoteVolume, at: timestamp === null ? null : Number(timestamp) }]
  })
}
