import { listLiveSessions } from '@/db/queries/sessions'
import { idleSince } from '../../auth/session-policy'
import type { ServiceContext } from '../../context'
import type { SessionView } from '../../domain/views'
import { personOf, requireSession } from '../authorise'

/** Browsers in which the user is signed in, the last used first. */
export async function listSessions(ctx: ServiceContext): Promise<SessionView[]> {
  const { sessionId } = requireSession(ctx)
  const now = ctx.now()
  const rows = await ctx.db.asUser(personOf(ctx), (tx) => listLiveSessions(tx, personOf(ctx), { now, idleSince: idleSince(now) }))
  return rows.map(({ id, createdAt, lastUsedAt, expiresAt, userAgent, ipAddress }) => ({
    ...{ id, createdAt, lastUsedAt, expiresAt, userAgent, ipAddress },
    current: id === sessionId,
  }))
}
