import { Decimal, type DecimalString, ZERO } from '../decimal'
import type { MaintenanceTable, RiskPosition } from './types'

/** A position as a table measures it. Without its sign. */
export interface Measured {
  /** USD, of stablecoins as of dollars. */
  value: Decimal
  /** Of the base. */
  coins: Decimal
}

/**
 * Maintenance margin by an exchange's table, USD. By slices it is what exchanges write as `notional × rate − amount` (Binance:
 * "maintenance amount", Bybit: "mm deduction", Gate: "deduction", Hyperliquid: "maintenance deduction"); of the whole it is
 * the rate of the step that is reached on everything (OKX, Bitget).
 */
export function maintenanceOf({ unit, by, steps }: MaintenanceTable, { value, coins }: Measured): Decimal {
  const size = unit === 'quote' ? value : coins
  if (!size.gt(0)) return ZERO
  if (by === 'whole') {
    const reached = steps.findLast(({ from }) => size.gt(from)) ?? steps[0]
    return reached === undefined ? ZERO : value.times(reached.rate)
  }
  const within = steps.reduce((sum, { from, rate }, at) => {
    const to = steps[at + 1]?.from
    const top = to === undefined ? size : Decimal.min(size, to)
    const slice = top.minus(from)
    return slice.gt(0) ? sum.plus(slice.times(rate)) : sum
  }, ZERO)
  return unit === 'quote' ? within : within.times(value).div(size)
}

type Tabled = Pick<RiskPosition, 'notional' | 'mark' | 'payoff'>

/**
 * A position at another price as its table measures it; null where no mark price tells its coins. A linear one keeps its coins, an
 * inverse one its dollars.
 * @param factor of the price
 */
export function measuredAt({ notional, mark, payoff }: Tabled, factor: Decimal): Measured | null {
  const now = new Decimal(notional).abs()
  if (mark === null || !new Decimal(mark).gt(0) || !factor.gt(0)) return null
  const coins = now.div(mark)
  return payoff === 'inverse' ? { value: now, coins: coins.div(factor) } : { value: now.times(factor), coins }
}

/**
 * How much more maintenance margin a position takes as its price is multiplied with a factor, as numbers: for searching, never
 * for money. Null where no mark price tells its coins.
 */
export function maintenanceNear({ unit, by, steps }: MaintenanceTable, position: Tabled): ((factor: number) => number) | null {
  const measured = measuredAt(position, new Decimal(1))
  if (measured === null) return null
  const table = steps.map(({ from, rate }) => ({ from: Number(from), rate: Number(rate) }))
  const [value, coins] = [measured.value.toNumber(), measured.coins.toNumber()]
  const inverse = position.payoff === 'inverse'
  const at = (factor: number): number => {
    const worth = inverse ? value : value * factor
    const size = unit === 'quote' ? worth : inverse ? coins / factor : coins
    if (!(size > 0)) return 0
    if (by === 'whole') return worth * (table.findLast(({ from }) => size > from) ?? table[0] ?? { rate: 0 }).rate
    let sum = 0
    for (const [index, { from, rate }] of table.entries()) {
      const top = Math.min(size, table[index + 1]?.from ?? size)
      if (top > from) sum += (top - from) * rate
    }
    return unit === 'quote' ? sum : (sum * worth) / size
  }
  const now = at(1)
  return (factor) => (factor > 0 ? at(factor) - now : 0)
}

/** So many times its size a position does not grow under any shock: a coin that goes six times as far as Bitcoin, which doubles. */
const REACH = 64

/** A table without the steps that a position does not reach whatever the price does: each is sent to the page with it. */
export function reachable(table: MaintenanceTable, position: Tabled): MaintenanceTable {
  const measured = measuredAt(position, new Decimal(1))
  if (measured === null) return table
  const most = (table.unit === 'quote' ? measured.value : measured.coins).times(REACH)
  return { ...table, steps: table.steps.filter(({ from }, at) => at === 0 || most.gte(from)) }
}

/** What a table may differ by from what the exchange tells of a position: fees of closing are in some figures and not in others. */
const LEAST = new Decimal('0.5')
const MOST = new Decimal(2)

/**
 * Whether a table says of a position what its exchange does: one of another margin mode, of another level of the customer, or
 * that is read wrongly, does not, and is not used. Where the exchange tells nothing of the position, nothing speaks against it.
 */
export function explains(table: MaintenanceTable, position: Tabled, maint: DecimalString | null): boolean {
  const measured = measuredAt(position, new Decimal(1))
  if (measured === null || table.steps.length === 0) return false
  const [said, told] = [maintenanceOf(table, measured), new Decimal(maint ?? 0)]
  if (!told.gt(0)) return said.gt(0)
  return said.gte(told.times(LEAST)) && said.lte(told.times(MOST))
}
