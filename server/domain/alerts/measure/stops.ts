import { Decimal } from '../../decimal'
import { closingOf, type OpenOrder } from '../../orders'
import type { Asset } from '../../types'
import type { Level } from '../rule'
import { type Beyond, type Measurement, named, type OrdersThen, type Standing } from './seen'

/** Orders that are older say nothing of now. */
export const ORDERS_TELL_MS = 15 * 60_000
/** Of a position: less than that is left over by rounding. */
const ALL_OF_IT = new Decimal('0.995')

/** Names a position among those of its account. */
export const positionKey = ({ walletType, symbol, positionSide, size }: Asset): string =>
  `${walletType}/${symbol}/${positionSide ?? ''}/${size.startsWith('-') ? 'short' : 'long'}`

/** Contracts that a stop can be on: what is held of options ends at nothing by itself. */
export const canBeStopped = ({ assetType, marketType, size }: Asset): boolean =>
  assetType === 'position' && (marketType === 'perp' || marketType === 'future') && !new Decimal(size).isZero()

/**
 * How much of a position its stops close, as a share; null where it is not known: an order of unknown size, one that follows the
 * price, or one of which no price tells which way it works.
 */
export function stopped(position: Asset, orders: readonly OpenOrder[]): Decimal | null {
  let sum = new Decimal(0)
  let untold = false
  for (const order of orders) {
    const closing = closingOf(order, position)
    if (closing === null || closing.kind === 'take_profit') continue
    const bare = order.trigger === null && order.price === null
    if (closing.kind === 'close' && !bare && position.markPrice !== null) continue
    if (closing.kind === 'close' || closing.share === null) untold = true
    else sum = sum.plus(closing.share)
  }
  return untold && sum.lt(ALL_OF_IT) ? null : Decimal.min(1, sum)
}

/** As `stopped`, by orders that were asked for a while ago: what was opened since, whole or in part, may have got its stop with it. */
function stoppedThen(position: Asset, { orders, positions }: OrdersThen): Decimal | null {
  const then = positions.get(positionKey(position))
  if (then === undefined) return null
  const share = stopped(position, orders)
  const grown = then !== null && new Decimal(position.size).abs().gt(new Decimal(then).abs())
  return share !== null && grown && share.lt(ALL_OF_IT) ? null : share
}

/** Whether each contract has a stop on all of it. What is not known of orders never means that there is none. */
export function stops(standing: Standing, { orders, now }: Pick<Beyond, 'orders' | 'now'>): Measurement[] {
  const told = orders && now.getTime() - orders.asOf.getTime() <= ORDERS_TELL_MS ? orders : null
  return (standing.balance?.assets ?? []).filter(canBeStopped).map((position) => {
    const { symbol, walletType: wallet, positionSide } = position
    const share = told === null ? null : stoppedThen(position, told)
    const level: Level | null = share === null ? null : share.gte(ALL_OF_IT) ? 'ok' : 'warn'
    return {
      subject: `stop:${standing.account.id}/${wallet}/${symbol}/${positionSide ?? ''}`,
      accountId: standing.account.id,
      seen: { level },
      facts: { ...named(standing), symbol, wallet, value: share?.toFixed(4) ?? null },
    }
  })
}
