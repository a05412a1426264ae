import { type Decimal, ZERO } from '../decimal'
import { type AccountAt, addParts, attributeChanges, type CoinParts, noParts, PARTS, type Part, type Parts } from './attribution'
import { changesOfAccount, type PricedFlow } from './flows'

/** What a stretch of one account was made of, over all points in it. */
export interface Chained {
  from: Date
  to: Date
  change: Decimal
  /** Null: what was held is not known. */
  parts: Parts | null
  coins: Map<string, CoinSum>
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
    coins: new Map<string, CoinSum>(),
    rows: noRows(),
    leftOut: new Set<string>(),
  }
  if (first.coins === null || last.coins === null) return { ...made, parts: null }
  let parts: Parts = { ...noParts(), flows: joined }
  for (const { before, after, within } of stepsOf(points, flows)) {
    const step = attributeChanges(before, after, within)
    parts = addParts(parts, step.parts)
    addCoins(made.coins, step.coins)
    for (const part of PARTS) for (const row of step.rows[part]) made.rows[part].add(row)
    for (const coin of step.leftOut) made.leftOut.add(coin)
  }
  return { ...made, parts }
}

/**
 * Points that follow each other, with the entries that changed what was held in between. Points at which it is not known
 * what was held are passed over.
 */
export function* stepsOf(
  points: readonly ChainPoint[],
  flows: readonly PricedFlow[],
): Generator<{ before: AccountAt; after: AccountAt; within: PricedFlow[] }> {
  // Looked at once, and in the order of time: an account may have as many entries as a stretch has points.
  const changes = changesOfAccount(flows).sort((a, b) => a.at.getTime() - b.at.getTime())
  let next = 0
  let before: AccountAt | null = null
  for (const { coins, ...point } of points) {
    if (coins === null) continue
    const after: AccountAt = { ...point, coins }
    const start = before
    before = after
    if (start === null) continue
    const within: PricedFlow[] = []
    for (let flow = changes[next]; flow && flow.at <= after.at; flow = changes[++next]) if (flow.at > start.at) within.push(flow)
    yield { before: start, after, within }
  }
}

/** Sums of a coin over stretches or accounts. */
export interface CoinSum extends CoinParts {
  rows: Partial<Record<Part, string[]>>
}

/**
 * Adds coins to sums, which have rows of their own: copied with each step they would cost the square of entries, and those of
 * the coins that are added stay as they are.
 */
export function addCoins(sums: Map<string, CoinSum>, coins: Iterable<CoinParts>): void {
  for (const coin of coins) {
    const known = sums.get(coin.coin)
    const sum: CoinSum = known ?? { ...coin, rows: {} }
    if (known) {
      known.change = known.change.plus(coin.change)
      known.trades = known.trades.plus(coin.trades)
      known.parts = addParts(known.parts, coin.parts)
      known.unexplainedSize = known.unexplainedSize.plus(coin.unexplainedSize)
      known.unpriced ||= coin.unpriced
    } else sums.set(coin.coin, sum)
    addRows(sum.rows, coin.rows)
  }
}

function addRows(sum: CoinSum['rows'], more: CoinParts['rows']): void {
  for (const part of PARTS) {
    const added = more[part]
    if (!added) continue
    const own = sum[part] ?? []
    sum[part] = own
    for (const row of added) own.push(row)
  }
}
