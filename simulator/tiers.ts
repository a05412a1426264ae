import { Decimal } from './decimal'
import type { SimMarket } from './markets/market'

/** A step of a contract's risk limits: larger positions get less leverage and a higher maintenance rate. */
export interface Tier {
  maxLeverage: Decimal
  maintenanceRate: Decimal
  /** Multiples of the first tier's size. */
  from: number
  to: number
}

/** What is left of the highest leverage, and how size and maintenance rate grow. */
const STEPS = [
  { to: 1, rate: 1, leverage: '1' },
  { to: 4, rate: 2, leverage: '0.5' },
  { to: 16, rate: 5, leverage: '0.2' },
  { to: 40, rate: 10, leverage: '0.1' },
  { to: 100, rate: 25, leverage: '0.04' },
] as const

/** Smallest positions first; the first tier's rate is the market's own, which all scenarios stay within. */
export function tiersOf(market: SimMarket): Tier[] {
  const highest = new Decimal(market.maxLeverage ?? '1')
  const tiers: Tier[] = []
  let from = 0
  for (const step of STEPS) {
    if (tiers.at(-1)?.maxLeverage.equals(1)) break
    tiers.push({
      maxLeverage: Decimal.max(1, highest.times(step.leverage).floor()),
      maintenanceRate: Decimal.min('0.5', new Decimal(market.maintenanceRate).times(step.rate)),
      from,
      to: step.to,
    })
    from = step.to
  }
  const [first] = tiers
  if (first) first.maxLeverage = highest
  return tiers
}
