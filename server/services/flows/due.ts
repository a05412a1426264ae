import { type DueFlows, dueFlows } from '@/db/queries/flow-ledgers'
import type { Deps } from '@/server/context'
import { egressOf } from '../balances/exchange-limits'

/** Accounts whose ledgers have something to be asked, those first that wait for new entries. */
export async function findDueFlows(deps: Deps, limit: number): Promise<DueFlows[]> {
  const exchanges = deps.exchanges
    .list()
    .map(({ id }) => id)
    .filter((id) => (deps.exchanges.ledgers?.(id).ledgers.length ?? 0) > 0)
  if (exchanges.length === 0) return []
  return deps.db.asSystem((tx) => dueFlows(tx, egressOf(deps), { exchanges, now: deps.now(), limit }))
}
