import type { DecimalString } from '@/server/domain/decimal'

/** The JSON number nearest to a decimal; the only place where the REST API makes a float. */
export function num(value: DecimalString): number {
  return Number(value)
}

/** As `num`; null stays null. */
export function numOrNull(value: DecimalString | null): number | null {
  return value === null ? null : Number(value)
}

export function timeOrNull(value: Date | null): string | null {
  return value === null ? null : value.toISOString()
}
