import { revokeSession as revokeRow, revokeSessions as revokeRows } from '@/db/queries/sessions'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { recordAudit } from '../audit/record'
import { requireSession } from '../authorise'

/** Ends one of the user's sessions, this one too if it is named; works at its next request. @throws DomainError `not_found` */
export async function revokeSession(ctx: ServiceContext, input: { id: string }): Promise<{ revoked: true }> {
  requireSession(ctx)
  const now = ctx.now()
  await ctx.db.asUser(ctx.userId, async (tx) => {
    if (!(await revokeRow(tx, ctx.userId, input.id, now))) throw new DomainError('not_found', 'No such session.')
    await recordAudit(tx, ctx.userId, ctx.actor, now, 'session_revoked', { session: input.id })
  })
  return { revoked: true }
}

/** Ends all sessions of the user but the one that asks, or that one too. */
export async function revokeAllSessions(ctx: ServiceContext, input: { includeCurrent: boolean }): Promise<{ revoked: number }> {
  const { sessionId } = requireSession(ctx)
  const now = ctx.now()
  const revoked = await ctx.db.asUser(ctx.userId, async (tx) => {
    const count = await revokeRows(tx, ctx.userId, { except: input.includeCurrent ? null : sessionId, now })
    await recordAudit(tx, ctx.userId, ctx.actor, now, 'sessions_revoked', { count })
    return count
  })
  return { revoked }
}

/** Ends the session of somebody who signs out. Nothing happens where it is over already. */
export async function closeSession(ctx: ServiceContext): Promise<void> {
  const { sessionId } = requireSession(ctx)
  const now = ctx.now()
  await ctx.db.asUser(ctx.userId, async (tx) => {
    if (await revokeRow(tx, ctx.userId, sessionId, now)) await recordAudit(tx, ctx.userId, ctx.actor, now, 'signed_out')
  })
}
