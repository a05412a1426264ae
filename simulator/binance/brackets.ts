import { Decimal, ZERO } from '../decimal'
import type { SimMarket } from '../markets/market'

export interface Bracket {
  bracket: number
  initialLeverage: number
  /** Linear: notional in the quote currency; inverse: contracts' value in base coins. */
  cap: string
  floor: string
  maintMarginRatio: string
  cum: string
}

/** How each next bracket's cap and maintenance rate grow, and what of the highest leverage is left. */
const STEPS = [
  { cap: 1, rate: 1, leverage: 1 },
  { cap: 4, rate: 2, leverage: 0.5 },
  { cap: 16, rate: 5, leverage: 0.2 },
  { cap: 40, rate: 10, leverage: 0.1 },
  { cap: 100, rate: 25, leverage: 0.04 },
] as const

/** Leverage brackets of a contract, smallest positions first. */
export function bracketsOf(market: SimMarket): Bracket[] {
  const highest = Math.floor(Number(market.maxLeverage ?? '1'))
  const first = firstCap(market)
  const brackets: Bracket[] = []
  let floor = ZERO
  let rate = ZERO
  let cum = ZERO
  for (const step of STEPS) {
    const initialLeverage = Math.max(1, Math.floor(highest * step.leverage))
    if (brackets.at(-1)?.initialLeverage === 1) break
    const nextRate = Decimal.min('0.5', new Decimal(market.maintenanceRate).times(step.rate))
    if (brackets.length > 0) cum = cum.plus(floor.times(nextRate.minus(rate)))
    const cap = first.times(step.cap)
    brackets.push({
      bracket: brackets.length + 1,
      initialLeverage,
      cap: cap.toFixed(),
      floor: floor.toFixed(),
      maintMarginRatio: nextRate.toFixed(),
      cum: cum.toFixed(),
    })
    floor = cap
    rate = nextRate
  }
  return brackets
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
