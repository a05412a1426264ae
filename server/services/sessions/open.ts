import { insertSession } from '@/db/queries/sessions'
import { keptAgent, sessionEnd, type Visitor } from '../../auth/session-policy'
import { recordAudit } from '../audit/record'

export interface SignedIn {
  userId: string
  sessionId: string
}

/** Starts a session for somebody who has proven who they are. @param how for the audit log */
export async function openSession(ctx: Visitor, userId: string, how: string): Promise<SignedIn> {
  const { ipAddress, userAgent } = ctx
  const now = ctx.now()
  return ctx.db.asUser(userId, async (tx) => {
    const session = { expiresAt: sessionEnd(now), userAgent: keptAgent(userAgent), ipAddress, now }
    const { id: sessionId } = await insertSession(tx, userId, session)
    await recordAudit(tx, userId, { kind: 'session', sessionId, ipAddress, userAgent }, now, 'signed_in', { how })
    return { userId, sessionId }
  })
}
