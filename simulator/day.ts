import { Decimal } from './decimal'
import type { Exchange } from './exchange'
import type { SimMarket } from './markets/market'

/** A market's last 24 hours, as tickers tell them. */
export interface Day {
  last: Decimal
  open: Decimal
  high: Decimal
  low: Decimal
  /** Share by which the price moved, `0.0123`. */
  change: Decimal
  /** Base coins. */
  volume: Decimal
}

export function dayOf(market: SimMarket, exchange: Exchange): Day {
  const last = new Decimal(exchange.lastPrice(market.key))
  const change = new Decimal(exchange.change24h(market.key))
  const open = last.div(change.plus(1))
  return {
    last,
    open,
    high: Decimal.max(last, open).times('1.004'),
    low: Decimal.min(last, open).times('0.996'),
    change,
    volume: new Decimal(exchange.volume24h(market.key)),
  }
}
