import { Decimal } from '../decimal'
import type { FlowView } from '../views'
import { transferCoin } from './matching'

type End = Pick<FlowView, 'id' | 'at' | 'coin' | 'amount' | 'state' | 'pairedWith'>

/** Entries offered at most. */
const MOST = 50

/** Whether two entries can be the ends of one transfer: one out and one in, of the same coin, neither failed. */
export function canBeEnds(one: Omit<End, 'pairedWith' | 'at'>, other: Omit<End, 'pairedWith' | 'at'>): boolean {
  const amounts = [new Decimal(one.amount), new Decimal(other.amount)]
  return (
    one.id !== other.id &&
    transferCoin(one.coin) === transferCoin(other.coin) &&
    amounts.some((amount) => amount.isNegative()) &&
    amounts.some((amount) => amount.gt(0)) &&
    one.state !== 'failed' &&
    other.state !== 'failed'
  )
}

/** Entries that can be the other end of one, the likeliest first: by how far the amounts are apart, then by time. */
export function otherEnds<F extends End>(flow: End, entries: readonly F[]): F[] {
  const size = new Decimal(flow.amount).abs()
  const apart = (entry: F) => new Decimal(entry.amount).abs().minus(size).abs()
  const later = (entry: F) => Math.abs(entry.at.getTime() - flow.at.getTime())
  return entries
    .filter((entry) => entry.pairedWith === null && canBeEnds(flow, entry))
    .map((entry) => ({ entry, apart: apart(entry), later: later(entry) }))
    .sort((a, b) => a.apart.cmp(b.apart) || a.later - b.later)
    .slice(0, MOST)
    .map(({ entry }) => entry)
}
