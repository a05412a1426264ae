import type { DecimalString } from '@/server/domain/decimal'

/** An amount as the wire has it. */
export type WireAmount = number | string

/** How the amounts of an answer are written. */
export interface Amounts {
  /** True: as decimal strings. */
  strings: boolean
  num(value: DecimalString): WireAmount
  /** As `num`; null stays null. */
  numOrNull(value: DecimalString | null): WireAmount | null
}

/** The JSON numbers nearest to the decimals; the only place where the REST API makes a float. */
export const NUMBERS: Amounts = {
  strings: false,
  num: (value) => Number(value),
  numOrNull: (value) => (value === null ? null : Number(value)),
}

/** The decimals themselves. */
export const STRINGS: Amounts = { strings: true, num: (value) => value, numOrNull: (value) => value }

export function timeOrNull(value: Date | null): string | null {
  return value === null ? null : value.toISOString()
}
