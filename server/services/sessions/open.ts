import { insertSession } from '@/db/queries/sessions'
import { noteLanguage } from '@/db/queries/settings'
import { keptAgent, sessionEnd, type Visitor } from '../../auth/session-policy'
import { recordAudit } from '../audit/record'

export interface SignedIn {
  userId: string
  sessionId: string
}

/**
 * Starts a session for somebody who has proven who they are, and notes in which language their pages come.
 * @param how for the audit log
 * @param factors how many factors were given: two are not asked for again for some minutes
 */
export async function openSession(ctx: Visitor, userId: string, how: string, factors: 1 | 2): Promise<SignedIn> {
  const { ipAddress, userAgent, language } = ctx
  const now = ctx.now()
  return ctx.db.asUser(userId, async (tx) => {
    const second = factors === 2 ? { secondFactorAt: now } : {}
    const session = { expiresAt: sessionEnd(now), userAgent: keptAgent(userAgent), ipAddress, now, ...second }
    const { id: sessionId } = await insertSession(tx, userId, session)
    await recordAudit(tx, userId, { kind: 'session', sessionId, ipAddress, userAgent }, now, 'signed_in', { how })
    if (language !== undefined) await noteLanguage(tx, userId, language)
    return { userId, sessionId }
  })
}
