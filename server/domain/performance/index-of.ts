import { Decimal, type DecimalString, ZERO } from '../decimal'
import { weightedFlow } from './dietz'
import type { Transfer } from './flows'
import type { ReturnNote } from './types'

/** The time-weighted index of several accounts together, day by day. */

/** A day of the accounts together, as it is stored: each account's flows count, those between them too. */
export interface SummedDay {
  day: string
  opened: DecimalString
  closed: DecimalString
  joined: DecimalString
  flows: DecimalString
  weighted: DecimalString
  leftOut: readonly string[]
}

/** A leg of a transfer between two of the accounts, with the day of its account that it lies in. */
export interface TransferLeg {
  at: Date
  /** Signed value; null: not known. */
  value: Decimal | null
  /** Null: not in any day that is looked at. */
  day: { day: string; openAt: Date; closeAt: Date } | null
}

export interface LinkedTransfer extends Pick<Transfer, 'leftAt' | 'arrivedAt' | 'left'> {
  out: TransferLeg
  into: TransferLeg | null
}

/** A day of the index; USD. */
export interface IndexDay {
  day: string
  /** With what is on the way between the accounts. */
  opened: Decimal
  closed: Decimal
  inTransit: Decimal
  /** External flows, of accounts that begin too. */
  flows: Decimal
  gain: Decimal
  /** Share of the day; null: none. */
  rate: Decimal | null
  note: ReturnNote | null
}

/**
 * Days of accounts together. Transfers between them are taken out of their flows; while coins are on the way, they count at
 * their value when they left, so that a transfer over midnight is neither a loss of the one day nor a gain of the other.
 * Modified Dietz over each day; an account that begins comes in at the end of its day.
 */
export function indexDays(days: readonly SummedDay[], transfers: readonly LinkedTransfer[]): IndexDay[] {
  const within = new Map<string, { flows: Decimal; weighted: Decimal }>()
  const moving = new Map<string, Decimal>()
  const add = (map: Map<string, Decimal>, day: string, value: Decimal) => map.set(day, (map.get(day) ?? ZERO).plus(value))
  const known = days.map(({ day }) => day)
  for (const { out, into, left } of transfers) {
    for (const leg of [out, into]) {
      if (!leg?.day || leg.value === null) continue
      const sum = within.get(leg.day.day) ?? { flows: ZERO, weighted: ZERO }
      const weighted = weightedFlow({ at: leg.at, value: leg.value }, leg.day.openAt, leg.day.closeAt)
      within.set(leg.day.day, { flows: sum.flows.plus(leg.value), weighted: sum.weighted.plus(weighted) })
    }
    if (left === null || !out.day || out.value === null) continue
    // On the way at the end of each day from the one it left in until the one before it arrived.
    const end = into?.day?.day ?? '9999-12-31'
    for (const day of known) if (day >= out.day.day && day < end) add(moving, day, left)
  }
  let before = ZERO
  return days.map(({ day, opened, closed, joined, flows, weighted }) => {
    const taken = within.get(day) ?? { flows: ZERO, weighted: ZERO }
    const inTransit = moving.get(day) ?? ZERO
    const [start, end] = [new Decimal(opened).minus(joined).plus(before), new Decimal(closed).plus(inTransit)]
    before = inTransit
    const external = new Decimal(flows).minus(taken.flows).plus(joined)
    const gain = end.minus(start).minus(external)
    const base = start.plus(weighted).minus(taken.weighted)
    const note = start.lte(0) ? 'no_equity' : base.lte(0) ? 'no_base' : null
    const made = { day, opened: start, closed: end, inTransit, flows: external, gain }
    return { ...made, rate: note === null ? gain.div(base) : null, note }
  })
}

/** Growth over days, linked; null where one of them has none. Days before anything was held are none of it. */
export function linkDays(days: readonly Pick<IndexDay, 'rate' | 'note' | 'opened'>[]): Decimal | null {
  let factor: Decimal | null = null
  for (const { rate, note, opened } of days) {
    if (factor === null && note === 'no_equity' && opened.isZero()) continue
    if (rate === null) return null
    factor = (factor ?? new Decimal(1)).times(rate.plus(1))
  }
  return factor
}
