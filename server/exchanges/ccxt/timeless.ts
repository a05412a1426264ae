import type { CcxtExchange } from './exchange-class'

/** ccxt's filters of lists by time, and which of their arguments is the moment since when. */
const FILTERS = [
  ['filterBySinceLimit', 1],
  ['filterByValueSinceLimit', 3],
] as const

const isTimeless = (row: unknown): boolean =>
  typeof row === 'object' && row !== null && 'timestamp' in row && (row.timestamp === undefined || row.timestamp === null)

/**
 * As soon as ccxt is asked for what came since a moment it drops every row of which it made out no time, without a word.
 * They are kept, so that whoever reads the list says what is missing.
 */
export function keepTimeless(ccxt: CcxtExchange): void {
  for (const [name, since] of FILTERS) {
    const filter: unknown = Reflect.get(ccxt, name)
    if (typeof filter !== 'function') continue
    Reflect.set(ccxt, name, (...given: readonly unknown[]): unknown => {
      const kept: unknown = Reflect.apply(filter, ccxt, given)
      const [rows] = given
      if (given[since] == null || !Array.isArray(rows) || !Array.isArray(kept)) return kept
      return [...kept, ...rows.filter((row) => isTimeless(row) && !kept.includes(row))]
    })
  }
}
