import { Decimal } from '../decimal'
import type { FlowEntry } from './types'

/**
 * Which entries of a page are to be stored, each under an id of its own. An entry that is there already and says the same
 * is none; one that says something else of the same movement (a pending one that is done) is stored over it. An exchange
 * that gives one id to two movements (several do) has both kept: two are different where coin or direction differ, or
 * where both are final and their amount or moment differ, or one is not and both of them do. The later one is named by what it says, so that it is the same
 * one however often and in whichever order it is read.
 * @param stored what is kept of the same ledger under the ids of the page (`idsOf`)
 */
export function newsOf(stored: readonly FlowEntry[], page: readonly FlowEntry[]): FlowEntry[] {
  const known = new Map(stored.map((entry) => [entry.id, entry]))
  const news = new Map<string, FlowEntry>()
  for (const entry of page) {
    const named = [entry, { ...entry, id: contentId(entry) }].find((candidate) => {
      const other = known.get(candidate.id)
      return !other || isSameMovement(other, candidate)
    })
    // The name by content is the same movement's wherever it is known.
    if (!named) continue
    const before = known.get(named.id)
    if (before && saysTheSame(before, named)) continue
    known.set(named.id, named)
    news.set(named.id, named)
  }
  return [...news.values()]
}

/** Ids under which entries of a page may be stored already. */
export function idsOf(page: readonly FlowEntry[]): string[] {
  return [...new Set(page.flatMap((entry) => [entry.id, contentId(entry)]))]
}

function contentId(entry: FlowEntry): string {
  const { id, at, coin, amount, kind, wallet, pair } = entry
  return [id, at.toISOString(), coin, new Decimal(amount).toFixed(), kind, wallet ?? '', pair ?? ''].join('~')
}

/** What was kept under the number that an exchange has for a coin, from when its name was not known here. */
const isNumbered = ({ coin }: FlowEntry) => /^\d+$/.test(coin)

/** @param one as it is kept @param other as it is told now */
function isSameMovement(one: FlowEntry, other: FlowEntry): boolean {
  const [a, b] = [new Decimal(one.amount), new Decimal(other.amount)]
  if (one.coin !== other.coin && !isNumbered(one)) return false
  if (a.isNegative() !== b.isNegative()) return false
  // Of two coins it is the same in everything else.
  if (one.coin !== other.coin) return a.eq(b) && one.at.getTime() === other.at.getTime() && one.kind === other.kind
  const [sameAmount, sameMoment] = [a.eq(b), one.at.getTime() === other.at.getTime()]
  if (one.state !== 'done' || other.state !== 'done') return sameAmount || sameMoment
  return sameAmount && sameMoment && one.kind === other.kind
}

function saysTheSame(one: FlowEntry, other: FlowEntry): boolean {
  return said(one) === said(other)
}

function said(entry: FlowEntry): string {
  const { at, coin, amount, kind, word, state, wallet, pair, fee, counterpart } = entry
  const end = counterpart && [
    ...[counterpart.wallet, counterpart.account, counterpart.chain],
    ...[counterpart.address, counterpart.txHash, counterpart.transferId],
  ]
  const cost = fee && [fee.coin, new Decimal(fee.amount).toFixed()]
  return JSON.stringify([at.getTime(), coin, new Decimal(amount).toFixed(), kind, word, state, wallet, pair, cost, end])
}
