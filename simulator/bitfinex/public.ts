import { hourCandles, limitIn, momentIn } from '../candles'
import { dayOf } from '../day'
import type { Exchange } from '../exchange'
import { HOUR } from '../movement'
import { badParameter } from './errors'

/** GET conf/{config}: pairs without their first letter, each with what orders of it may hold; a list a name that is asked for. */
export function conf(config: string, exchange: Exchange) {
  const pairs = (type: 'spot' | 'swap') =>
    exchange
      .markets()
      .filter((market) => market.type === type)
      .map((market) => [
        market.id.slice(1),
        [null, null, null, market.minAmount, market.maxAmount, null, null, null, ...(type === 'swap' ? ['0.01', '0.005'] : [])],
      ])
  const lists: Readonly<Record<string, () => unknown[]>> = {
    'pub:info:pair': () => pairs('spot'),
    'pub:info:pair:futures': () => pairs('swap'),
    'pub:list:pair:securities': () => [],
    'pub:list:pair:margin': () => exchange.markets().flatMap(({ type, id }) => (type === 'spot' ? [id.slice(1)] : [])),
  }
  return config.split(',').map((name) => {
    const list = lists[name]
    if (!list) throw badParameter(name)
    return list()
  })
}

/** GET tickers?symbols=ALL: symbol, bid, its size, ask, its size, change, its share, last, volume, high, low. */
export function tickers(exchange: Exchange) {
  return exchange.markets().map((market) => {
    const { last, open, high, low, change, volume } = dayOf(market, exchange)
    return [
      market.id,
      last.toNumber(),
      1,
      last.plus(market.tick).toNumber(),
      1,
      last.minus(open).toDecimalPlaces(8).toNumber(),
      change.toNumber(),
      last.toNumber(),
      volume.toNumber(),
      high.toNumber(),
      low.toNumber(),
    ]
  })
}

/** GET candles/trade:1h:{symbol}/hist: opened, open, close, high, low, volume; `sort=1` is oldest first. */
export function candles(symbol: string, query: URLSearchParams, exchange: Exchange) {
  const market = exchange.markets().find(({ id }) => id === symbol)
  if (!market) throw badParameter('symbol')
  const limit = limitIn(query, 100, 10_000)
  const from = momentIn(query, 'start') ?? exchange.now() - limit * HOUR
  const to = momentIn(query, 'end') ?? exchange.now()
  const rows = hourCandles(market, exchange, from, to).map(({ at, open, high, low, close, volume }) => [
    ...[at, Number(open), Number(close), Number(high), Number(low), Number(volume)],
  ])
  return query.get('sort') === '1' ? rows.slice(0, limit) : rows.toReversed().slice(0, limit)
}
