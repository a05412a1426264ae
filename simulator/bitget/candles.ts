import { hourCandles, limitIn, momentIn } from '../candles'
import { HOUR } from '../movement'
import { type Call, marketsOf } from './call'
import { badParameter, unknownSymbol } from './errors'

/** How far back candles are told; older ones stand in their history. */
const RECENT_DAYS = 83
const DAY = 24 * HOUR

/** GET /api/v2/spot/market/candles, and history-candles (200 at most, its end named): of an hour alone, oldest first. */
export function candles(isHistory: boolean) {
  return ({ query, exchange }: Call) => {
    const symbol = query.get('symbol') ?? ''
    const market = marketsOf(exchange, 'SPOT').find(({ id }) => id === symbol)
    if (!market) throw unknownSymbol(symbol)
    if (query.get('granularity') !== '1h') throw badParameter('granularity')
    const limit = limitIn(query, 100, isHistory ? 200 : 1000)
    const end = momentIn(query, 'endTime')
    if (isHistory && end === null) throw badParameter('endTime')
    const to = end ?? exchange.now()
    const from = momentIn(query, 'startTime') ?? to - limit * HOUR
    const oldest = isHistory ? from : Math.max(from, exchange.now() - RECENT_DAYS * DAY)
    return hourCandles(market, exchange, oldest, to - 1)
      .slice(-limit)
      .map(({ at, open, high, low, close, volume, turnover }) => [
        ...[String(at), open, high, low, close],
        ...[volume, turnover, turnover],
      ])
  }
}
