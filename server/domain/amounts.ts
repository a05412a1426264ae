import { Decimal, type DecimalString, ZERO } from './decimal'

/** Decimals of a notional and of a share of the total, on the wire and in the database. */
export const NOTIONAL_DECIMALS = 6
/** Decimals of USD sums: far below a cent's worth, and free of the endless digits that a divided price brings. */
export const USD_DECIMALS = 12

/** Rounds half up and writes without trailing zeros, without an exponent and without a negative zero. */
export function fixed(value: Decimal, decimals: number): DecimalString {
  const rounded = value.toDecimalPlaces(decimals)
  return rounded.isZero() ? '0' : rounded.toFixed()
}

/** The decimal, or null for what is not known. */
export function known(value: DecimalString | null | undefined): Decimal | null {
  return value === null || value === undefined ? null : new Decimal(value)
}

/** Sum of what is known; null when there is nothing known at all. */
export function sumKnown(values: readonly (Decimal | null)[]): Decimal | null {
  let sum: Decimal | null = null
  for (const value of values) if (value !== null) sum = (sum ?? ZERO).plus(value)
  return sum
}

/** `a × b`; null when either is not known. */
export function times(a: Decimal | null, b: Decimal | null): Decimal | null {
  return a === null || b === null ? null : a.times(b)
}

/** USD with `USD_DECIMALS`; null stays null. */
export function usd(value: Decimal | null): DecimalString | null {
  return value === null ? null : fixed(value, USD_DECIMALS)
}
