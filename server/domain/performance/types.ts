import type { Decimal } from '../decimal'

/** Words of `server/domain/performance`; docs/returns.md says what each figure means. Amounts in USD. */

/** Equity as it was at a moment. */
export interface EquityAt {
  at: Date
  equity: Decimal
}

/** What came from or went to outside of what is looked at. */
export interface ExternalFlow {
  at: Date
  /** Signed value at its time. */
  value: Decimal
}

/** Why a stretch has no return. */
export const RETURN_NOTES = [
  'no_equity', // nothing, or less, was held at its beginning
  'no_base', // what was taken out is more than what was held
  'no_points', // it was not read
  'gap', // not everything that came and went is known
] as const
export type ReturnNote = (typeof RETURN_NOTES)[number]

export interface StretchReturn {
  /** Factor of the time-weighted index over the stretch; null: none. */
  factor: Decimal | null
  note: ReturnNote | null
  /** `E1 − E0 − ΣF`. */
  gain: Decimal
  /** `ΣF`. */
  flows: Decimal
  /** `Σ wi·Fi` */
  weighted: Decimal
}
