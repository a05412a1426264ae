import { Decimal as DecimalJs } from 'decimal.js'

/**
 * Money arithmetic: 60 significant digits, never exponent notation in strings. Amounts travel as `DecimalString`
 * (exchange → database → browser) and become `Decimal` only inside a calculation.
 */
export const Decimal = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP, toExpNeg: -120, toExpPos: 120 })
export type Decimal = InstanceType<typeof Decimal>

/** A decimal number written out in full (`-0.00012`), with the digits its source sent. */
export type DecimalString = string

export const ZERO = new Decimal(0)
