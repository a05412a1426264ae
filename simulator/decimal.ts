import { Decimal as DecimalJs } from 'decimal.js'

/** The simulator's own money arithmetic: it must not share code with what it is there to check. */
export const Decimal = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP, toExpNeg: -120, toExpPos: 120 })
export type Decimal = InstanceType<typeof Decimal>

export const ZERO = new Decimal(0)

/** At most `digits` decimals, rounded half up, without trailing zeros; `0` for a negative zero. */
export function text(value: Decimal, digits = 8): string {
  const rounded = value.toDecimalPlaces(digits)
  return rounded.isZero() ? '0' : rounded.toFixed()
}

/** Exactly `digits` decimals (`fixed('1', 8)` = `1.00000000`), as exchanges that pad their numbers send them. */
export function padded(value: Decimal | string, digits: number): string {
  const rounded = new Decimal(value).toDecimalPlaces(digits)
  return (rounded.isZero() ? ZERO : rounded).toFixed(digits)
}

export function sum(values: Iterable<Decimal | string>): Decimal {
  let total = ZERO
  for (const value of values) total = total.plus(value)
  return total
}
