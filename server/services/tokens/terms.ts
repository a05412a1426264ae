import { findUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import type { TokenTermsView } from '../../domain/views'
import { DEFAULT_LONGEST_DAYS } from '../../schemas/tokens'
import { personOf, requireSession } from '../authorise'

/** On which terms the user can make API tokens here. */
export async function getTokenTerms(ctx: ServiceContext): Promise<TokenTermsView> {
  requireSession(ctx)
  const user = await ctx.db.asUser(personOf(ctx), (tx) => findUser(tx, personOf(ctx)))
  return {
    longestDays: ctx.longestTokenDays === undefined ? DEFAULT_LONGEST_DAYS : ctx.longestTokenDays,
    hasPassword: user?.passwordHash != null,
    unprovenAddress: ctx.sendsMail && user?.emailProvenAt === null ? user.email : null,
  }
}
