import { Decimal, ZERO } from '../decimal'
import type { ExternalFlow } from './types'

/** What the same money would have become in Bitcoin, in ether, or in both. */
export const BENCHMARKS = { btc: { BTC: '1' }, eth: { ETH: '1' }, '60-40': { BTC: '0.6', ETH: '0.4' } } as const
export type Benchmark = keyof typeof BENCHMARKS

/** USD per coin at a moment; null: not known. */
export type PriceAt = (coin: string, at: Date) => Decimal | null

export interface BenchmarkResult {
  /** What the money would be at the end. */
  end: Decimal
  /** `end − start − ΣF` */
  gain: Decimal
  /** Time-weighted: growth of the coins' mix, bought at the start and with each flow, not set right in between. */
  factor: Decimal | null
}

/**
 * The start's equity put into the coins in their shares, and each flow put in, or taken out in the shares held, at its
 * moment. Null where a price is not known, or more was taken out than there was.
 */
export function benchmark(
  shares: Readonly<Record<string, string>>,
  { start, from, to, flows, priceAt }: { start: Decimal; from: Date; to: Date; flows: readonly ExternalFlow[]; priceAt: PriceAt },
): BenchmarkResult | null {
  const coins = Object.entries(shares)
  const held = new Map<string, Decimal>()
  const worth = (at: Date): Decimal | null => {
    let total = ZERO
    for (const [coin] of coins) {
      const price = priceAt(coin, at)
      if (price === null) return null
      total = total.plus((held.get(coin) ?? ZERO).times(price))
    }
    return total
  }
  const put = (value: Decimal, at: Date): boolean => {
    for (const [coin, share] of coins) {
      const price = priceAt(coin, at)
      if (price === null || price.lte(0)) return false
      held.set(coin, (held.get(coin) ?? ZERO).plus(value.times(share).div(price)))
    }
    return true
  }
  if (start.lte(0) || !put(start, from)) return null
  let [base, factor]: [Decimal, Decimal | null] = [start, new Decimal(1)]
  for (const { at, value } of [...flows].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const before = worth(at)
    if (before === null) return null
    factor = base.lte(0) || factor === null ? null : factor.times(before.div(base))
    if (value.gte(0)) {
      if (!put(value, at)) return null
    } else {
      if (before.plus(value).lt(0)) return null
      const left = before.isZero() ? ZERO : before.plus(value).div(before)
      for (const [coin, size] of held) held.set(coin, size.times(left))
    }
    base = before.plus(value)
  }
  const end = worth(to)
  if (end === null) return null
  factor = base.lte(0) || factor === null ? null : factor.times(end.div(base))
  const given = flows.reduce((total, { value }) => total.plus(value), ZERO)
  return { end, gain: end.minus(start).minus(given), factor }
}
