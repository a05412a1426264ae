import { Decimal } from '../decimal'
import { chainHash, tellingId } from './ids'
import type { FlowEntry } from './types'

export interface FromLedger extends FlowEntry {
  rowId: string
  accountId: string
  ledger: string
}

/** Ledgers of one exchange note the same movement at moments so far apart at most. */
export const TWINS_APART_MS = 24 * 3_600_000

/**
 * Row ids of entries that another ledger of the same account tells already: the same coin, amount and direction under the
 * same hash of a chain or id of the transfer. Of such twins the one of the ledger whose name comes first counts. Two of one
 * ledger are two movements, whatever their ids.
 */
export function twinsOf(entries: readonly FromLedger[]): ReadonlySet<string> {
  const groups = new Map<string, FromLedger[]>()
  for (const entry of entries) {
    if (entry.state === 'failed') continue
    for (const key of keysOf(entry)) groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  const twins = new Set<string>()
  for (const group of groups.values()) {
    if (group.length < 2) continue
    const ledgers = [...new Set(group.map(({ ledger }) => ledger))].sort()
    const [first] = ledgers
    const counting = group.filter(({ ledger }) => ledger === first)
    for (const entry of group) {
      const near = counting.some(({ at }) => Math.abs(at.getTime() - entry.at.getTime()) <= TWINS_APART_MS)
      if (entry.ledger !== first && near) twins.add(entry.rowId)
    }
  }
  return twins
}

function keysOf({ accountId, coin, amount, counterpart }: FromLedger): string[] {
  const ids = [chainHash(counterpart?.txHash), tellingId(counterpart?.transferId)]
  const size = new Decimal(amount).toFixed()
  return ids.flatMap((id, kind) => (id === null ? [] : [[accountId, coin, size, kind, id].join(' ')]))
}
