import { Decimal, type DecimalString } from './decimal'
import type { Asset } from './types'

/** An order that waits at an exchange. */
export interface OpenOrder {
  /** The exchange's own. */
  id: string
  /** As positions are named. */
  pair: string
  side: 'buy' | 'sell'
  /** The exchange's own word: `limit`, `StopLoss`, `trailing_stop`; null: it tells none. */
  word: string | null
  /** In the quote currency at which it trades; null: at the market. */
  price: DecimalString | null
  /** In the quote currency at which it begins; null: it waits for no price. */
  trigger: DecimalString | null
  /** Base coins that are left of it; null: not told, or the whole position (`wholePosition`). */
  size: DecimalString | null
  /** Closes all that is open of its side then. */
  wholePosition: boolean
  /** Only closes, never opens; null: not told. */
  reduceOnly: boolean | null
  /** Of hedge mode: the side of the position that it belongs to; null: one-way, or not told. */
  positionSide: 'long' | 'short' | null
  /** When it was placed. */
  at: Date | null
}

/** What an order does to a position. */
export interface Closing {
  kind: 'stop' | 'take_profit' | 'close'
  /** Of the position, at most 1; null: its size is not told. */
  share: DecimalString | null
}

type Closable = Pick<Asset, 'symbol' | 'size' | 'markPrice' | 'positionSide' | 'assetType'>

/**
 * What an order would close of a position; null: nothing, since it is of another pair, would add to it, or belongs to the
 * other side of hedge mode. One that waits for a price against the position is a stop, one that waits for (or trades at) a
 * price in its favour takes profit; where no mark price tells, it is a close. A plain order at the other side closes only
 * where the exchange calls it reduce-only: else it may open the opposite.
 */
export function closingOf(order: OpenOrder, position: Closable): Closing | null {
  if (position.assetType !== 'position' || order.pair !== position.symbol) return null
  const size = new Decimal(position.size)
  if (size.isZero()) return null
  const long = position.positionSide === 'long' || (position.positionSide !== 'short' && size.gt(0))
  if ((order.side === 'sell') !== long) return null
  if (order.positionSide !== null && order.positionSide !== (long ? 'long' : 'short')) return null
  if (order.trigger === null && order.reduceOnly !== true && !order.wholePosition && order.positionSide === null) return null
  if (order.trigger !== null && order.reduceOnly === false && !order.wholePosition && order.positionSide === null) return null
  const share = order.wholePosition
    ? '1'
    : order.size === null
      ? null
      : Decimal.min(1, new Decimal(order.size).abs().div(size.abs())).toDecimalPlaces(6).toFixed()
  const target = order.trigger ?? order.price
  if (target === null || position.markPrice === null) return { kind: 'close', share }
  const gains = long ? new Decimal(target).gt(position.markPrice) : new Decimal(target).lt(position.markPrice)
  if (gains) return { kind: 'take_profit', share }
  return { kind: order.trigger === null ? 'close' : 'stop', share }
}

/** Whether something closes a position where the price goes against it, whatever part of it. */
export function hasStop(position: Closable, orders: readonly OpenOrder[]): boolean {
  return orders.some((order) => closingOf(order, position)?.kind === 'stop')
}
