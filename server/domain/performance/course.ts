import { type Decimal, ZERO } from '../decimal'
import type { ExternalFlow } from './types'

/** What the same money would have been in one coin, at every step of a chart: `benchmark` at the end of each of them. */

/** USD per coin at the end of a stretch that began then. */
export interface PricePoint {
  at: Date
  price: Decimal
}

interface Course {
  /** USD at the beginning, put into the coin then. Where it is nothing, the first that came is the beginning. */
  start: Decimal
  from: Date
  flows: readonly ExternalFlow[]
  /** In the order of time. */
  prices: readonly PricePoint[]
  /** A price counts for so long; after that there is none. */
  reachMs: number
  /** In the order of time. */
  moments: readonly Date[]
  /** What the money was itself at these moments. */
  equity: readonly Decimal[]
}

/**
 * USD at each moment; null before the beginning, where there is no price, and from where a flow has none or more was taken
 * out than there was. `opened`: at the beginning. Where the coin has no price there, both begin together at the first of the
 * moments at which it has one, with what the money was then; `joins` is which that is, null: the beginning itself.
 */
export function courseOf({ start, from, flows, prices, reachMs, moments, equity }: Course): {
  opened: Decimal | null
  values: (Decimal | null)[]
  joins: number | null
} {
  const priceAt = priceReader(prices, reachMs)
  const put = [...flows].sort((a, b) => a.at.getTime() - b.at.getTime())
  if (start.gt(0)) put.unshift({ at: from, value: start })
  const [first] = put
  const whole = first?.value.gt(0) === true && priceAt(first.at) !== null
  const joins = whole ? null : moments.findIndex((at, index) => priceAt(at) !== null && equity[index]?.gt(0))
  const worth = joins === null ? undefined : equity[joins]
  const began = joins === null ? undefined : moments[joins]
  const opened = whole ? first.value : (worth ?? null)
  if (opened === null) return { opened, values: moments.map(() => null), joins: null }
  // What came before they begin together is in what the money was then.
  const money = began && worth ? [{ at: began, value: worth }, ...put.filter(({ at }) => at > began)] : put
  let held: Decimal | null = ZERO
  let next = 0
  const values = moments.map((moment) => {
    for (let flow = money[next]; flow !== undefined && flow.at <= moment; flow = money[++next]) {
      const price = priceAt(flow.at)
      held = held === null || price === null ? null : held.plus(flow.value.div(price))
      if (held?.lt(0)) held = null
    }
    const price = next === 0 ? null : priceAt(moment)
    return held === null || price === null ? null : held.times(price)
  })
  return { opened, values, joins }
}

/** The last price at or before a moment, if it is not too old; null else. */
function priceReader(prices: readonly PricePoint[], reachMs: number): (at: Date) => Decimal | null {
  return (at) => {
    let [low, high] = [0, prices.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((prices[middle]?.at ?? at) <= at) low = middle + 1
      else high = middle
    }
    const found = prices[low - 1]
    if (!found?.price.gt(0) || at.getTime() - found.at.getTime() > reachMs) return null
    return found.price
  }
}
