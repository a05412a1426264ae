import { latestSnapshots } from '@/db/queries/snapshots'
import type { ServiceContext } from '@/server/context'
import type { AccountView, BalanceView, CachedBalanceError, CachedBalances } from '@/server/domain/views'
import type { AccountChoice } from '@/server/schemas/balances'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { balanceView } from './view'

export type { CachedBalances } from '@/server/domain/views'

/** The newest snapshot of each account, by account id; accounts never read have none. Asks no exchange. */
export async function cachedByAccount(ctx: ServiceContext, accounts: readonly AccountView[]): Promise<Map<string, BalanceView>> {
  const ids = accounts.map(({ id }) => id)
  const snapshots = await ctx.db.asDesk(ctx.deskId, (tx) => latestSnapshots(tx, ctx.deskId, ids))
  const balances = new Map<string, BalanceView>()
  for (const account of accounts) {
    const snapshot = snapshots.get(account.id)
    if (snapshot) balances.set(account.id, balanceView(account, snapshot, ctx.now()))
  }
  return balances
}

/** Code of what stands where an account was not read yet. */
export const NEVER_READ = 'never_refreshed'

/** The failure that stands, or that an account was never read; null where its numbers are as they should be. */
export function standingError(
  account: Pick<AccountView, 'id' | 'name' | 'nextRefreshAt' | 'lastError' | 'createdAt'>,
  everRead: boolean,
): CachedBalanceError | null {
  const who = { accountId: account.id, accountName: account.name, nextTryAt: account.nextRefreshAt }
  if (account.lastError) {
    const { code, message, exchangeError, since } = account.lastError
    return { ...who, code, message, exchangeError, since }
  }
  if (everRead) return null
  const message = 'This account has not been read yet.'
  return { ...who, code: NEVER_READ, message, exchangeError: null, since: account.createdAt }
}

/** The newest stored balances of the chosen accounts (all active ones if none is named), and the failures that stand. */
export async function getCachedBalances(ctx: ServiceContext, input: AccountChoice): Promise<CachedBalances> {
  requireScope(ctx, 'read')
  const accounts = await chooseAccounts(ctx, input)
  const balances = await cachedByAccount(ctx, accounts)
  return {
    balances: accounts.flatMap(({ id }) => balances.get(id) ?? []),
    errors: accounts.flatMap((account) => standingError(account, balances.has(account.id)) ?? []),
  }
}
