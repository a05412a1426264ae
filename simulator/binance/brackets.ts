import { Decimal, ZERO } from '../decimal'
import type { SimMarket } from '../markets/market'
import { tiersOf } from '../tiers'

export interface Bracket {
  bracket: number
  initialLeverage: number
  /** Linear: notional in the quote currency; inverse: contracts' value in base coins. */
  cap: string
  floor: string
  maintMarginRatio: string
  /** What the higher rate would take too much of the lower brackets. */
  cum: string
}

/** Some answers ask for those of hundreds of markets, which change with the highest leverage alone. */
const known = new WeakMap<SimMarket, { maxLeverage: string | null; brackets: readonly Bracket[] }>()

/** Leverage brackets of a contract, smallest positions first; leverage is whole on Binance. */
export function bracketsOf(market: SimMarket): readonly Bracket[] {
  const { maxLeverage } = market
  const before = known.get(market)
  if (before?.maxLeverage === maxLeverage) return before.brackets
  const brackets = bracketsAnew(market)
  known.set(market, { maxLeverage, brackets })
  return brackets
}

function bracketsAnew(market: SimMarket): Bracket[] {
  const first = firstCap(market)
  let rate = ZERO
  let cum = ZERO
  return tiersOf(market).map((tier, i) => {
    const floor = first.times(tier.from)
    cum = cum.plus(floor.times(tier.maintenanceRate.minus(rate)))
    rate = tier.maintenanceRate
    return {
      bracket: i + 1,
      initialLeverage: tier.maxLeverage.floor().toNumber(),
      cap: first.times(tier.to).toFixed(),
      floor: floor.toFixed(),
      maintMarginRatio: rate.toFixed(),
      cum: cum.toFixed(),
    }
  })
}

/** The largest position that a leverage allows; null if no bracket allows the leverage at all. */
export function capAt(market: SimMarket, leverage: string): string | null {
  const allowed = bracketsOf(market).filter((b) => new Decimal(leverage).lessThanOrEqualTo(b.initialLeverage))
  return allowed.at(-1)?.cap ?? null
}

function firstCap(market: SimMarket): Decimal {
  const highest = Number(market.maxLeverage ?? '1')
  if (market.inverse) return new Decimal(market.base === 'BTC' ? 50 : market.base === 'ETH' ? 500 : 50_000)
  return new Decimal(highest >= 75 ? 5_000_000 : highest >= 50 ? 500_000 : 100_000)
}
