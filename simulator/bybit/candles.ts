import { hourCandles, limitIn, momentIn } from '../candles'
import type { Exchange } from '../exchange'
import { HOUR } from '../movement'
import type { VenueRequest, VenueResponse } from '../venue'
import { badParameter, ok } from './answers'
import { categoryIn, findMarket } from './instruments'

/** GET /v5/market/kline and …/index-price-kline (without what was traded): of an hour alone, newest first. */
export function klines(isIndex: boolean) {
  return ({ query }: VenueRequest, exchange: Exchange): VenueResponse => {
    const category = categoryIn(query.get('category'))
    const symbol = query.get('symbol') ?? ''
    const market = category && category !== 'option' ? findMarket(symbol, category, exchange) : undefined
    if (!market) return badParameter('Not supported symbols', exchange)
    if (query.get('interval') !== '60') return badParameter('Invalid period!', exchange)
    const limit = limitIn(query, 200, 1000)
    const start = momentIn(query, 'start')
    const end = momentIn(query, 'end') ?? (start === null ? exchange.now() : start + (limit - 1) * HOUR)
    const candles = hourCandles(market, exchange, start ?? end - (limit - 1) * HOUR, end)
    const list = candles.slice(-limit).map(({ at, open, high, low, close, volume, turnover }) => {
      const prices = [String(at), open, high, low, close]
      return isIndex ? prices : [...prices, volume, turnover]
    })
    return ok({ category, symbol, list: list.reverse() }, exchange)
  }
}
