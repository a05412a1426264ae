import { latestSnapshots, type StoredSnapshot } from '@/db/queries/snapshots'
import type { ServiceContext } from '@/server/context'
import type { AccountView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'

/** The user's active accounts and what each holds by its newest reading; null: never read. */
export interface HeldAccount {
  account: AccountView
  snapshot: StoredSnapshot | null
}

/** One statement behind the list of accounts. Asks no exchange. */
export async function heldAccounts(ctx: ServiceContext): Promise<HeldAccount[]> {
  const accounts = await loadAccounts(ctx, false)
  const ids = accounts.map(({ id }) => id)
  const snapshots = await ctx.db.asDesk(ctx.deskId, (tx) => latestSnapshots(tx, ctx.deskId, ids))
  return accounts.map((account) => ({ account, snapshot: snapshots.get(account.id) ?? null }))
}
