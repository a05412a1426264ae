import type { SimMarket } from './markets/market'

const VOLATILITY = 0.55

/** Decimals that a step needs: `0.05` → 2, `5` → 0. */
export function decimalsOf(step: string): number {
  const dot = step.indexOf('.')
  return dot < 0 ? 0 : step.length - dot - 1
}

/** Black–Scholes without interest at one volatility, in the quote currency: good enough for an option to have a value. */
export function optionPrice(market: Pick<SimMarket, 'strike' | 'expiry' | 'optionType'>, index: number, now: number): number {
  const strike = Number(market.strike)
  const years = Math.max((market.expiry ?? now) - now, 60_000) / 31_536_000_000
  const spread = VOLATILITY * Math.sqrt(years)
  const d1 = (Math.log(index / strike) + (spread * spread) / 2) / spread
  const call = index * normalShare(d1) - strike * normalShare(d1 - spread)
  return market.optionType === 'put' ? call - index + strike : call
}

/** The normal distribution's share below x (Abramowitz and Stegun 26.2.17). */
function normalShare(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  const tail = density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return x >= 0 ? 1 - tail : tail
}
