import { updateUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import { personOf, requireSession } from '../authorise'

/** The user has read that an administrator took their second factor off: it is not shown again. @throws DomainError `forbidden` */
export async function readFactorNotice(ctx: ServiceContext): Promise<{ read: true }> {
  requireSession(ctx)
  await ctx.db.asUser(personOf(ctx), (tx) => updateUser(tx, personOf(ctx), { secondFactorTakenOffAt: null }))
  return { read: true }
}
