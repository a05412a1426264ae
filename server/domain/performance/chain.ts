import { type Decimal, ZERO } from '../decimal'
import { type AccountAt, addParts, attribute, type CoinParts, noParts, PARTS, type Part, type Parts } from './attribution'
import type { PricedFlow } from './flows'

/** What a stretch of one account was made of, over all points in it. */
export interface Chained {
  from: Date
  to: Date
  change: Decimal
  /** Null: what was held is not known. */
  parts: Parts | null
  coins: Map<string, CoinParts>
  rows: Record<Part, Set<string>>
  leftOut: Set<string>
}

/** A point of an account; `coins` null where what was held is not known. */
export interface ChainPoint extends Omit<AccountAt, 'coins'> {
  coins: AccountAt['coins'] | null
}

export const noRows = (): Record<Part, Set<string>> => ({
  ...{ flows: new Set(), prices: new Set(), unrealized: new Set(), realized: new Set(), funding: new Set() },
  ...{ interest: new Set(), fees: new Set(), rewards: new Set(), unexplained: new Set() },
})

/**
 * Adds up what changes between points that follow each other were made of. Points at which it is not known what was held
 * are passed over, but not the ends. An account that begins in the stretch comes in with what it first held.
 * @param points in the order of time, at least one
 */
export function chain(points: readonly ChainPoint[], flows: readonly PricedFlow[], begins: boolean): Chained | null {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const joined = begins ? first.equity : ZERO
  const change = last.equity.minus(first.equity).plus(joined)
  const made = {
    from: first.at,
    to: last.at,
    change,
    coins: new Map<string, CoinParts>(),
    rows: noRows(),
    leftOut: new Set<string>(),
  }
  if (first.coins === null || last.coins === null) return { ...made, parts: null }
  let parts: Parts = { ...noParts(), flows: joined }
  let before: AccountAt = { ...first, coins: first.coins }
  for (const point of points.slice(1)) {
    if (point.coins === null) continue
    const after: AccountAt = { ...point, coins: point.coins }
    const step = attribute(before, after, flows)
    parts = addParts(parts, step.parts)
    for (const coin of step.coins) made.coins.set(coin.coin, addCoin(made.coins.get(coin.coin), coin))
    for (const part of PARTS) for (const row of step.rows[part]) made.rows[part].add(row)
    for (const coin of step.leftOut) made.leftOut.add(coin)
    before = after
  }
  return { ...made, parts }
}

export function addCoin(known: CoinParts | undefined, coin: CoinParts): CoinParts {
  if (!known) return coin
  return {
    coin: coin.coin,
    change: known.change.plus(coin.change),
    trades: known.trades.plus(coin.trades),
    parts: addParts(known.parts, coin.parts),
    unexplainedSize: known.unexplainedSize.plus(coin.unexplainedSize),
    unpriced: known.unpriced || coin.unpriced,
  }
}
