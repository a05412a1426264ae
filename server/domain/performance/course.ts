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
}

/**
 * USD at each moment; null before the beginning, where there is no price, and from where a flow has none or more was taken
 * out than there was. `opened`: at the beginning.
 */
export function courseOf({ start, from, flows, prices, reachMs, moments }: Course): {
  opened: Decimal | null
  values: (Decimal | null)[]
} {
  const priceAt = priceReader(prices, reachMs)
  const put = [...flows].sort((a, b) => a.at.getTime() - b.at.getTime())
  if (start.gt(0)) put.unshift({ at: from, value: start })
  const [first] = put
  const opened = first?.value.gt(0) && priceAt(first.at) !== null ? first.value : null
  if (opened === null) return { opened, values: moments.map(() => null) }
  let held: Decimal | null = ZERO
  let next = 0
  const values = moments.map((moment) => {
    for (let flow = put[next]; flow !== undefined && flow.at <= moment; flow = put[++next]) {
      const price = priceAt(flow.at)
      held = held === null || price === null ? null : held.plus(flow.value.div(price))
      if (held?.lt(0)) held = null
    }
    const price = next === 0 ? null : priceAt(moment)
    return held === null || price === null ? null : held.times(price)
  })
  return { opened, values }
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
