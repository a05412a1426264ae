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
  /** Null: not in any day that is made. */
  day: { day: string; openAt: Date; closeAt: Date } | null
  /** False: it lies before the first reading of its account, which came in with what it held then. */
  known: boolean
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

/** Behind every day: a leg that none of them holds yet. */
const LATER = '9999-12-31'

/** Both legs lie in what is known of their accounts; of coins on their way the one that left does. */
const isBetween = ({ out, into }: LinkedTransfer) => out.known && (into === null || into.known)

/**
 * What counts as on the way at the end of a day: positive where one account's day has the departure in it and the other's
 * not yet the arrival, negative where it is the other way round, because days of two accounts end with readings of their own.
 */
function movingAfter({ out, into, left }: LinkedTransfer, day: string): Decimal {
  if (left === null || out.value === null) return ZERO
  const [gone, come] = [(out.day?.day ?? LATER) <= day, (into?.day?.day ?? LATER) <= day]
  if (gone === come) return ZERO
  return gone ? left : (into?.value ?? ZERO).neg()
}

/**
 * Days of accounts together. Transfers between them are taken out of their flows; while coins are on the way, they count at
 * their value when they left, so that a transfer over midnight is neither a loss of the one day nor a gain of the other. One
 * of which a leg lies before its account was first read came from outside, or went there, for the other.
 * Modified Dietz over each day; an account that begins comes in at the end of its day.
 */
export function indexDays(days: readonly SummedDay[], transfers: readonly LinkedTransfer[]): IndexDay[] {
  const within = new Map<string, { flows: Decimal; weighted: Decimal }>()
  const between = transfers.filter(isBetween)
  // Most arrive in the day that they left in.
  const moving = between.filter(({ out, into }) => out.day?.day !== into?.day?.day)
  const movingOn = (day: string) => moving.reduce((sum, transfer) => sum.plus(movingAfter(transfer, day)), ZERO)
  for (const { out, into } of between) {
    for (const leg of [out, into]) {
      if (!leg?.day || leg.value === null) continue
      const sum = within.get(leg.day.day) ?? { flows: ZERO, weighted: ZERO }
      const weighted = weightedFlow({ at: leg.at, value: leg.value }, leg.day.openAt, leg.day.closeAt)
      within.set(leg.day.day, { flows: sum.flows.plus(leg.value), weighted: sum.weighted.plus(weighted) })
    }
  }
  let before = days[0] ? movingOn(dayBefore(days[0].day)) : ZERO
  return days.map(({ day, opened, closed, joined, flows, weighted }) => {
    const taken = within.get(day) ?? { flows: ZERO, weighted: ZERO }
    const inTransit = movingOn(day)
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

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

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
