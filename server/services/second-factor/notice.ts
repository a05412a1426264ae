import { updateUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import { requireSession } from '../authorise'

/** The user has read that an administrator took their second factor off: it is not shown again. @throws DomainError `forbidden` */
export async function readFactorNotice(ctx: ServiceContext): Promise<{ read: true }> {
  requireSession(ctx)
  await ctx.db.asUser(ctx.userId, (tx) => updateUser(tx, ctx.userId, { secondFactorTakenOffAt: null }))
  return { read: true }
}
