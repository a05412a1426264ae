import { overviewOf } from '@/server/domain/overview'
import type { AccountView, CachedBalances, OverviewView } from '@/server/domain/views'

/**
 * The overview with some accounts' newest snapshots in it, and totals computed anew by the same function as on the
 * server. `accounts` are all active accounts, in order; what is not in `fresh` keeps its numbers.
 */
export function withFresh(before: OverviewView, accounts: readonly AccountView[], fresh: CachedBalances): OverviewView {
  const balances = new Map(before.accounts.map(({ account, balance }) => [account.id, balance]))
  for (const balance of fresh.balances) {
    const known = balances.get(balance.accountId)
    // Two answers may cross on the way: the newer snapshot stays.
    if (!known || known.asOf <= balance.asOf) balances.set(balance.accountId, balance)
  }
  return overviewOf(accounts.map((account) => ({ account, balance: balances.get(account.id) ?? null })))
}
