import { touchSession, whoIsSignedIn } from '@/db/queries/sessions'
import { idleSince, TOUCH_MS } from '../../auth/session-policy'
import type { Deps } from '../../context'
import { roleOf } from '../../domain/desks/roles'
import { isFresh } from '../../domain/staleness'
import type { CurrentDeskView, SettingsView } from '../../domain/views'
import { settingsView } from '../settings/get'

export interface LiveSession {
  userId: string
  sessionId: string
  email: string
  name: string | null
  isAdmin: boolean
  /** When an administrator took their second factor off; null once they have been shown it. */
  secondFactorTakenOffAt: Date | null
  /** The desks that they are on, their own first; `limited`: they see some of its accounts. */
  desks: readonly CurrentDeskView[]
  /** The user's choices, which stand in the same row: no page asks for them once more. */
  settings: SettingsView
}

/**
 * The session that a cookie names, if it still counts: asked at every request, so that revoking it, or disabling its
 * user, works at the next one.
 */
export async function checkSession({ db, now }: Deps, userId: string, sessionId: string): Promise<LiveSession | null> {
  const at = now()
  const found = await whoIsSignedIn(db, userId, sessionId, { now: at, idleSince: idleSince(at) })
  if (!found) return null
  if (!isFresh(found.lastUsedAt, TOUCH_MS, at)) await db.asUser(userId, (tx) => touchSession(tx, userId, sessionId, at))
  const { email, name, isAdmin, secondFactorTakenOffAt } = found
  const desks = found.desks.map((desk) => ({ ...desk, role: roleOf(desk) }))
  return { userId, sessionId, email, name, isAdmin, secondFactorTakenOffAt, desks, settings: settingsView(found) }
}
