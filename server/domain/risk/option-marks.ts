import type { DecimalString } from '../decimal'

/**
 * Greeks of an option for one coin of it, as its exchange tells them: delta in coins, gamma in coins per USD, vega in USD per
 * percentage point of volatility, theta in USD a day – by Black-Scholes in dollars, not in the coin it is settled in.
 */
export interface ToldGreeks {
  delta: DecimalString
  gamma: DecimalString
  vega: DecimalString
  theta: DecimalString
}

/** What an exchange tells of an option beside its price. */
export interface OptionMark {
  /** Of the mark price, a year, as a share: 0.65 is 65 %. */
  volatility: DecimalString
  /** Null: not told, or not all four. */
  greeks: ToldGreeks | null
}
