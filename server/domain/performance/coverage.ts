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
