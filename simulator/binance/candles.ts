import { hourCandles, limitIn, momentIn } from '../candles'
import type { SimMarket } from '../markets/market'
import { HOUR } from '../movement'
import { type Call, marketNamed, need, type Side, sideOf } from './call'
import { BinanceError, badSymbol } from './errors'

/** GET klines of a spot market. */
export function spotKlines(call: Call) {
  return rows(call, marketNamed(call.exchange, 'spot', need(call.params, 'symbol')), false)
}

/** GET indexPriceKlines, by pair: nothing is traded at an index. */
export function indexKlines(call: Call, side: Side) {
  const pair = need(call.params, 'pair')
  const found = call.exchange
    .markets()
    .find((market) => market.type === 'swap' && sideOf(market) === side && market.id.split('_')[0] === pair)
  if (!found) throw badSymbol()
  return rows(call, found, true)
}

function rows({ params, exchange }: Call, market: SimMarket, isIndex: boolean) {
  if (need(params, 'interval') !== '1h') throw new BinanceError(-1120, 'Invalid interval.')
  const limit = limitIn(params, 500, 1000)
  const start = momentIn(params, 'startTime')
  const end = momentIn(params, 'endTime') ?? exchange.now()
  const candles = hourCandles(market, exchange, start ?? end - (limit - 1) * HOUR, end)
  const chosen = start === null ? candles.slice(-limit) : candles.slice(0, limit)
  return chosen.map(({ at, open, high, low, close, volume, turnover }) => {
    const [base, quote, trades] = isIndex ? ['0', '0', 0] : [volume, turnover, 1200]
    return [at, open, high, low, close, base, at + HOUR - 1, quote, trades, '0', '0', '0']
  })
}
