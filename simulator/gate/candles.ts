import { hourCandles, limitIn, momentIn } from '../candles'
import { HOUR } from '../movement'
import type { Call } from './call'
import { badParameter, GateError } from './errors'

const MOST = 1_000

/** GET /spot/candlesticks: of an hour alone, in seconds, oldest first; by `from` and `to`, or the newest `limit`. */
export function candlesticks({ query, exchange }: Call) {
  const pair = query.get('currency_pair')
  const market = exchange.markets().find(({ type, id }) => type === 'spot' && id === pair)
  if (!market) throw new GateError('INVALID_CURRENCY_PAIR', 'invalid currency pair')
  if (query.get('interval') !== '1h') throw badParameter('interval')
  const start = momentIn(query, 'from', 1_000)
  if (start !== null && query.has('limit')) throw badParameter('limit')
  const limit = limitIn(query, 100, MOST)
  const to = momentIn(query, 'to', 1_000) ?? exchange.now()
  const from = start ?? to - (limit - 1) * HOUR
  if (to - from > MOST * HOUR) throw badParameter('from')
  return hourCandles(market, exchange, from, to).map(({ at, open, high, low, close, volume, turnover }) => [
    ...[String(at / 1_000), turnover, close, high, low, open, volume],
    String(at + HOUR <= exchange.now()),
  ])
}
