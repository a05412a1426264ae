import { and, gt, isNotNull, lt, not, or } from 'drizzle-orm'
import type { Tx } from '../client'
import { attempts, challenges, passwordResets, sessions } from '../schema'

/** Removes what signing in left behind and nobody asks for any more; for the system. */
export async function tidySignIns(tx: Tx, before: { now: Date; attempts: Date; resets: Date; sessions: Date }): Promise<void> {
  await tx.delete(attempts).where(lt(attempts.lastAt, before.attempts))
  await tx.delete(challenges).where(lt(challenges.expiresAt, before.now))
  await tx.delete(passwordResets).where(lt(passwordResets.expiresAt, before.resets))
  const over = or(isNotNull(sessions.revokedAt), not(gt(sessions.expiresAt, before.now)))
  await tx.delete(sessions).where(and(lt(sessions.createdAt, before.sessions), lt(sessions.lastUsedAt, before.sessions), over))
}
