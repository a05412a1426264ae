import { insertMember } from '@/db/queries/desk-people'
import type { DeskRole } from '@/server/domain/desks/roles'
import type { TestContext } from '../testing'
import { membershipOf } from './membership'

/** Somebody as they act on a desk that they are on: with their role there, and the accounts that they see. */
export async function onDesk(ctx: TestContext, deskId: string): Promise<TestContext> {
  const member = await membershipOf({ db: ctx.db.whole }, ctx.userId, deskId)
  if (!member || ctx.actor.kind !== 'session') throw new Error('The test’s person is no member of this desk.')
  return { ...ctx, db: ctx.db.whole.limitedTo(member.accounts), deskId, actor: { ...ctx.actor, role: member.role } }
}

/** Puts somebody on a desk without an invitation. */
export async function addedTo(
  ctx: TestContext,
  deskId: string,
  role: DeskRole,
  tagIds: string[] | null = null,
): Promise<TestContext> {
  const createdAt = ctx.now()
  await ctx.db.whole.asSystem((tx) => insertMember(tx, { deskId, userId: ctx.userId, role, tagIds, createdAt }))
  return onDesk(ctx, deskId)
}
