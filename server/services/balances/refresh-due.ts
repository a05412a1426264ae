import { findAccount } from '@/db/queries/accounts'
import type { ServiceContext } from '@/server/context'
import { isDueNow } from '@/server/domain/refresh-schedule'
import { type RefreshOutcome, refreshAccount } from './refresh-account'
import { leased } from './refresh-shared'

/**
 * Refreshes an account if its time has come: what a job does. That is looked at again when nobody else is at it any more,
 * so that of two who find it due at the same time one reads. Null where there is nothing to do (refreshed meanwhile,
 * archived, gone).
 * @throws the signal's reason; whatever the database throws
 */
export async function refreshIfDue(ctx: ServiceContext, accountId: string): Promise<RefreshOutcome | null> {
  const isDue = async () => {
    const row = await ctx.db.asUser(ctx.userId, (tx) => findAccount(tx, ctx.userId, accountId))
    return row !== null && row.archivedAt === null && isDueNow(row, ctx.now())
  }
  if (!(await isDue())) return null
  return leased(ctx, accountId, async () => ((await isDue()) ? refreshAccount(ctx, accountId) : null))
}
