/** From when to when everything that came to and went from an account is known. */

export interface LedgerCoverage {
  external: boolean
  readFrom: Date
  readTo: Date
}

export interface Coverage {
  /** Null: nothing is known at all. */
  from: Date | null
  to: Date | null
}

/** Flows known until so long before the end of a stretch are taken for known: they are looked for that often. */
export const FLOWS_LAG_MS = 30 * 60_000

/**
 * To when figures of a stretch reach: to its end, or to the last look at the ledgers where that was a while before, so that a
 * deposit, or funding, that nobody asked for yet is no gain. Where the last look is too long ago nothing is known anyway.
 */
export function lookedUntil(knownTo: Date | null, to: Date): Date {
  return knownTo !== null && knownTo < to && to.getTime() - knownTo.getTime() <= FLOWS_LAG_MS ? knownTo : to
}

/** The last look at all ledgers of an account that can be read; null: none can, or none was read yet. */
export function lastLook(ledgers: readonly { readTo: Date | null; error: unknown }[]): Date | null {
  const ends = ledgers.flatMap(({ readTo, error }) => (readTo === null || error !== null ? [] : [readTo.getTime()]))
  return ends.length === 0 ? null : new Date(Math.min(...ends))
}

/** What all ledgers in which something may come or go have in common; nothing where there is none of them. */
export function coverageOf(ledgers: readonly LedgerCoverage[], untold: readonly { external: boolean }[]): Coverage {
  const external = ledgers.filter((ledger) => ledger.external)
  if (external.length === 0 || untold.some((each) => each.external)) return { from: null, to: null }
  const from = new Date(Math.max(...external.map(({ readFrom }) => readFrom.getTime())))
  const to = new Date(Math.min(...external.map(({ readTo }) => readTo.getTime())))
  return from < to ? { from, to } : { from: null, to: null }
}

/** Whether all that came and went between two moments is known. */
export function covers({ from, to }: Coverage, start: Date, end: Date): boolean {
  return from !== null && to !== null && from <= start && to >= end
}
