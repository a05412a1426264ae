import { hourCandles, limitIn, momentIn } from '../candles'
import type { SimMarket } from '../markets/market'
import { HOUR } from '../movement'
import { type Call, instrument, need, underlyingOf } from './call'
import { badParameter, unknownInstrument } from './errors'

/** GET /api/v5/market/candles and history-candles: of an hour alone, newest first, between `before` and `after`. */
export function candles(call: Call) {
  return rows(call, instrument(call.exchange, need(call.query, 'instId'))).map(
    ({ at, open, high, low, close, volume, turnover, whole }) => [
      ...[String(at), open, high, low, close],
      ...[volume, volume, turnover, whole],
    ],
  )
}

/** GET /api/v5/market/index-candles and history-index-candles: by the name of an index, `BTC-USD`. */
export function indexCandles(call: Call) {
  const name = need(call.query, 'instId')
  const market = call.exchange.markets().find((each) => each.type === 'swap' && underlyingOf(each) === name)
  if (!market) throw unknownInstrument()
  return rows(call, market).map(({ at, open, high, low, close, whole }) => [String(at), open, high, low, close, whole])
}

function rows({ query, exchange }: Call, market: SimMarket) {
  if (query.get('bar') !== '1H') throw badParameter('bar')
  const limit = limitIn(query, 100, 300)
  const [after, before] = [momentIn(query, 'after'), momentIn(query, 'before')]
  const to = after === null ? exchange.now() : after - 1
  const from = before === null ? to - limit * HOUR : before + 1
  return hourCandles(market, exchange, from, to)
    .slice(-limit)
    .reverse()
    .map((candle) => ({ ...candle, whole: candle.at + HOUR <= exchange.now() ? '1' : '0' }))
}
