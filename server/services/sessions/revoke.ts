import { moveDevices } from '@/db/queries/channels'
import { revokeSession as revokeRow, revokeSessions as revokeRows } from '@/db/queries/sessions'
import { liveTokenNames, revokeTokens } from '@/db/queries/tokens'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { RevokeAllSessionsInput, RevokeSessionInput } from '../../schemas/sessions'
import { recordAudit } from '../audit/record'
import { personOf, requireSession } from '../authorise'
import { requireProof } from '../users/prove'

/**
 * Ends one of the user's sessions, this one too if it is named; works at its next request.
 * @throws DomainError `not_found`, and as `requireProof` asks for the password
 */
export async function revokeSession(ctx: ServiceContext, input: RevokeSessionInput): Promise<{ revoked: true }> {
  await requireProof(ctx, input, 'password')
  const now = ctx.now()
  await ctx.db.asUser(personOf(ctx), async (tx) => {
    if (!(await revokeRow(tx, personOf(ctx), input.id, now))) throw new DomainError('not_found', sentence`No such session.`)
    await recordAudit(tx, personOf(ctx), ctx.actor, now, 'session_revoked', { session: input.id })
  })
  return { revoked: true }
}

/**
 * Ends all sessions of the user but the one that asks, or that one too; API tokens where that is chosen.
 * @returns how many ended of each, and the names of the tokens that go on
 * @throws DomainError as `requireProof` asks for the password
 */
export async function revokeAllSessions(
  ctx: ServiceContext,
  input: RevokeAllSessionsInput,
): Promise<{ revoked: number; tokensRevoked: number; tokensLeft: string[] }> {
  const { sessionId } = requireSession(ctx)
  await requireProof(ctx, input, 'password')
  const now = ctx.now()
  return ctx.db.asUser(personOf(ctx), async (tx) => {
    const revoked = await revokeRows(tx, personOf(ctx), { except: input.includeCurrent ? null : sessionId, now })
    const tokensRevoked = input.revokeTokens ? await revokeTokens(tx, personOf(ctx), now) : 0
    await recordAudit(tx, personOf(ctx), ctx.actor, now, 'sessions_revoked', { count: revoked, tokens: tokensRevoked })
    return { revoked, tokensRevoked, tokensLeft: await liveTokenNames(tx, personOf(ctx), now) }
  })
}

/**
 * Ends the session of somebody who signs out, and what is told by push to its browser. Nothing happens where it is over already.
 * @param next the same person's session that takes its place in the same browser, which is told on
 */
export async function closeSession(ctx: ServiceContext, { next }: { next?: string } = {}): Promise<void> {
  const { sessionId } = requireSession(ctx)
  const now = ctx.now()
  if (next !== undefined) await ctx.db.asSystem((tx) => moveDevices(tx, sessionId, next))
  await ctx.db.asUser(personOf(ctx), async (tx) => {
    if (await revokeRow(tx, personOf(ctx), sessionId, now)) await recordAudit(tx, personOf(ctx), ctx.actor, now, 'signed_out')
  })
}
