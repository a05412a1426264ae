import { type Decimal, ZERO } from '../decimal'
import type { Transfer } from './flows'

/** Transfers between accounts that are looked at over a stretch. */

/** The points of an account between which it is looked at. */
export interface Span {
  from: Date
  to: Date
  /** Nothing was read of it before `from`: it comes in with what it held then. */
  begins: boolean
}

export interface Settled {
  /** Those of which both legs lie in what is known of their accounts: they are no flows of both together. */
  between: Transfer[]
  /** USD on the way when the stretch begins and ends, by what the points of the accounts hold. */
  start: Decimal
  end: Decimal
  /** Coins that are on the way at an end and have no value. */
  leftOut: string[]
}

/**
 * Which transfers are within the accounts, and what of them their points at both ends do not hold, or hold twice: accounts
 * are read at moments of their own, so that the one may have the arrival in it before the other has the departure.
 * A transfer of which a leg lies before its account was first read is none: what the account came in with holds it already.
 */
export function settle(transfers: readonly Transfer[], spans: ReadonlyMap<string, Span>): Settled {
  const leftOut = new Set<string>()
  let [start, end] = [ZERO, ZERO]
  const between = transfers.filter((transfer) => {
    const [out, into] = [spans.get(transfer.outAccount), spans.get(transfer.inAccount)]
    const { leftAt, arrivedAt, left, arrived } = transfer
    if (!out || !into || isBefore(out, leftAt) || (arrivedAt && isBefore(into, arrivedAt))) return false
    const missing = (of: 'from' | 'to'): Decimal => {
      const [gone, come] = [leftAt <= out[of], arrivedAt !== null && arrivedAt <= into[of]]
      if (gone === come) return ZERO
      const value = gone ? left : (arrived ?? left)?.neg()
      if (!value) leftOut.add(transfer.coin)
      return value ?? ZERO
    }
    start = start.plus(missing('from'))
    end = end.plus(missing('to'))
    return true
  })
  return { between, start, end, leftOut: [...leftOut].sort() }
}

const isBefore = ({ from, begins }: Span, at: Date) => begins && at <= from
