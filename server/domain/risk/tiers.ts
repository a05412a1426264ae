import { Decimal, ZERO } from '../decimal'
import type { Tier } from './types'

/**
 * Maintenance margin of a notional by an exchange's table: each step's rate on what lies within it, as income tax is. That
 * is what exchanges write as `notional × rate − amount` (Binance: "maintenance amount", Bybit: "mm deduction", OKX by tiers of
 * its own). USD.
 * @param tiers rising by `from`, the first from 0
 */
export function maintenanceOf(tiers: readonly Tier[], notional: Decimal): Decimal {
  const size = notional.abs()
  return tiers.reduce((sum, { from, rate }, at) => {
    const to = tiers[at + 1]?.from
    const top = to === undefined ? size : Decimal.min(size, to)
    const within = top.minus(from)
    return within.gt(0) ? sum.plus(within.times(rate)) : sum
  }, ZERO)
}
