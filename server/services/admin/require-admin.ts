import { findUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { personOf, requireSession } from '../authorise'

/** Lets administrators in their browser pass; asked of the database each time. @throws DomainError `forbidden` */
export async function requireAdmin(ctx: ServiceContext): Promise<void> {
  requireSession(ctx)
  const user = await ctx.db.asUser(personOf(ctx), (tx) => findUser(tx, personOf(ctx)))
  if (!user?.isAdmin) throw new DomainError('forbidden', sentence`Only the administrator may do this.`)
}
