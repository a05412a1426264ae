import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm'
import type { Tx } from '../client'
import { sessions, users } from '../schema'
import { deleteDevicesOf } from './channels'

export type SessionRow = typeof sessions.$inferSelect

/** Notes a signed-in browser. */
export async function insertSession(
  tx: Tx,
  userId: string,
  session: { expiresAt: Date; userAgent: string | null; ipAddress: string | null; secondFactorAt?: Date; now: Date },
): Promise<SessionRow> {
  const { now, ...columns } = session
  const [row] = await tx
    .insert(sessions)
    .values({ ...columns, userId, createdAt: now, lastUsedAt: now })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for a session it stored.')
  return row
}

/** What makes a session live: not over at `now`, and used since `idleSince`. */
export interface Liveness {
  now: Date
  idleSince: Date
}

const live = ({ now, idleSince }: Liveness) =>
  and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now), gt(sessions.lastUsedAt, idleSince))

/** A session that is neither revoked nor over nor forgotten, of a user who is not disabled; null otherwise. */
export async function findLiveSession(
  tx: Tx,
  userId: string,
  id: string,
  liveness: Liveness,
): Promise<{ session: SessionRow; user: typeof users.$inferSelect } | null> {
  const [row] = await tx
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), live(liveness), isNull(users.disabledAt)))
  return row ?? null
}

/** Notes that a session was used. */
export async function touchSession(tx: Tx, userId: string, id: string, now: Date): Promise<void> {
  await tx
    .update(sessions)
    .set({ lastUsedAt: now })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId)))
}

/** Notes that a second factor was given in a session. */
export async function noteSecondFactor(tx: Tx, userId: string, id: string, now: Date): Promise<void> {
  await tx
    .update(sessions)
    .set({ secondFactorAt: now })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId)))
}

/** Sessions that still work, the last used first. */
export async function listLiveSessions(tx: Tx, userId: string, liveness: Liveness): Promise<SessionRow[]> {
  return tx
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), live(liveness)))
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
}

/** Ends a session at its next request, and what is told by push to its browser; false where it is not the user's or ended already. */
export async function revokeSession(tx: Tx, userId: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id })
  await deleteDevicesOf(tx, userId, { sessionIds: [id] })
  return rows.length > 0
}

/** Ends all of a user's sessions but one (or all), and what is told by push to their browsers; the number that ended. */
export async function revokeSessions(tx: Tx, userId: string, options: { except: string | null; now: Date }): Promise<number> {
  const rows = await tx
    .update(sessions)
    .set({ revokedAt: options.now })
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        options.except === null ? undefined : ne(sessions.id, options.except),
      ),
    )
    .returning({ id: sessions.id })
  await deleteDevicesOf(tx, userId, { allBut: options.except })
  return rows.length
}

/** Whether the user has signed in from this address since `since`: somebody guessing elsewhere must not keep them out. */
export async function isKnownAddress(tx: Tx, userId: string, ipAddress: string, since: Date): Promise<boolean> {
  const [row] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.ipAddress, ipAddress), gt(sessions.createdAt, since)))
    .limit(1)
  return row !== undefined
}
