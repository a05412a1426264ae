import type { ServiceContext } from '@/server/context'
import { overviewOf } from '@/server/domain/overview'
import type { OverviewView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { cachedByAccount } from './get-cached'

/** All active accounts with their newest snapshots, and the totals over them. Asks no exchange. */
export async function getOverview(ctx: ServiceContext): Promise<OverviewView> {
  requireScope(ctx, 'read')
  const accounts = await loadAccounts(ctx, false)
  const balances = await cachedByAccount(ctx, accounts)
  return overviewOf(accounts.map((account) => ({ account, balance: balances.get(account.id) ?? null })))
}
