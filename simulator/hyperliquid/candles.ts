import { hourCandles } from '../candles'
import type { Exchange } from '../exchange'
import { HOUR } from '../movement'

/** The newest that are told. */
const MOST = 5_000

/** `candleSnapshot`: of an hour alone, oldest first; spot by `@index` or `PURR/USDC`. Undefined: no such market. */
export function candleSnapshot(
  { coin, interval, startTime, endTime }: { coin: string; interval: string; startTime: number; endTime?: number | undefined },
  exchange: Exchange,
): unknown[] | undefined {
  const market = exchange.market(`spot:${coin}`) ?? exchange.market(coin)
  if (!market || market.id !== coin || interval !== '1h') return undefined
  const to = Math.min(endTime ?? exchange.now(), exchange.now())
  const from = Math.max(startTime, exchange.now() - MOST * HOUR)
  return hourCandles(market, exchange, from, to).map(({ at, open, high, low, close, volume }) => {
    const prices = { o: open, c: close, h: high, l: low }
    return { t: at, T: at + HOUR - 1, s: coin, i: interval, ...prices, v: volume, n: 120 }
  })
}
