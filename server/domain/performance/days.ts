import { Decimal, ZERO } from '../decimal'
import { type AccountAt, type Attribution, attribute, pricedBy } from './attribution'
import { splitReturn } from './dietz'
import { externalFlows, type PricedFlow } from './flows'
import type { EquityAt, StretchReturn } from './types'

/** What one day of one account was, from its points and entries. */

export interface DayInput {
  /** How the day before ended; null: the account begins here. */
  start: EquityAt | null
  end: EquityAt
  /** What was held at both ends; null where that is not known. */
  held: { start: Omit<AccountAt, 'at' | 'equity'>; end: Omit<AccountAt, 'at' | 'equity'> } | null
  /** Entries of the account in the day, and before and behind it. */
  flows: readonly PricedFlow[]
  /** Finer points of the day, coarse to fine. */
  finer: readonly (readonly EquityAt[])[]
}

export interface DayOutcome extends StretchReturn {
  start: EquityAt
  end: EquityAt
  /** Equity with which the account begins, as if it came in; 0 for every day but its first. */
  joined: Decimal
  attribution: Attribution | null
  leftOut: string[]
}

/**
 * A day of an account. Where it begins, what it held first counts as come in at that moment: nobody knows what it was made
 * of before.
 */
export function dayOf({ start, end, held, flows, finer }: DayInput): DayOutcome {
  if (!start) {
    const nothing = { gain: ZERO, flows: ZERO, weighted: ZERO, factor: null, note: 'no_points' as const }
    return { ...nothing, start: end, end, joined: end.equity, attribution: null, leftOut: [] }
  }
  const told = flows.filter(({ at }) => at > start.at && at <= end.at)
  // The same values as in its parts: an entry without a price of its own is worth what its coin was at the day's end.
  const within = held ? pricedBy(held.start, held.end, told) : told
  const external = externalFlows(within, [])
  const made = splitReturn(start, end, external.flows, finer)
  const attribution = held && attribute({ ...start, ...held.start }, { ...end, ...held.end }, within)
  const leftOut = [...new Set([...external.leftOut, ...(attribution?.leftOut ?? [])])].sort()
  return { ...made, start, end, joined: ZERO, attribution, leftOut }
}

export const equityAt = (at: Date, equity: string): EquityAt => ({ at, equity: new Decimal(equity) })
