import { type DueAccount, dueAccounts, exchangesInUse } from '@/db/queries/due-accounts'
import type { Deps } from '@/server/context'
import { egressOf } from './exchange-limits'

/**
 * Accounts of all users whose snapshot is due, those of users with an open page first; and the exchanges in use. Only so
 * many of each exchange that the order is decided anew every second, not once for a long queue.
 */
export async function findDueAccounts(deps: Deps, perExchange: number): Promise<{ due: DueAccount[]; exchanges: string[] }> {
  return deps.db.asSystem(async (tx) => ({
    due: await dueAccounts(tx, egressOf(deps), perExchange, deps.now()),
    exchanges: await exchangesInUse(tx),
  }))
}
