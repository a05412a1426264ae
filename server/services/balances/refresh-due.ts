import { findAccount } from '@/db/queries/accounts'
import type { ServiceContext } from '@/server/context'
import type { RefreshOutcome } from './refresh-account'
import { refreshShared } from './refresh-shared'

/**
 * Refreshes an account if its time has come: what a job does. Null where there is nothing to do (refreshed meanwhile,
 * archived, gone), so that a job that runs twice reads once.
 * @throws the signal's reason; whatever the database throws
 */
export async function refreshIfDue(ctx: ServiceContext, accountId: string): Promise<RefreshOutcome | null> {
  const row = await ctx.db.asUser(ctx.userId, (tx) => findAccount(tx, ctx.userId, accountId))
  if (!row || row.archivedAt !== null || row.nextRefreshAt > ctx.now()) return null
  return refreshShared(ctx, accountId)
}
