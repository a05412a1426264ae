import { and, desc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { sessions, users } from '../schema'
import { prepared } from '../statement'
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

type Moments = Record<keyof Liveness, Date | SQL>

const live = ({ now, idleSince }: Moments) =>
  and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now), gt(sessions.lastUsedAt, idleSince))

/** Neither revoked nor over nor forgotten, of a user who is not disabled. */
const counts = (userId: string | SQL, id: string | SQL, moments: Moments) =>
  and(eq(sessions.id, id), eq(sessions.userId, userId), live(moments), isNull(users.disabledAt))

const moment = z.number().transform((ms) => new Date(ms))
const signedIn = z.tuple([
  z.string(), // 0 email
  z.string().nullable(), // 1 name
  z.boolean(), // 2 isAdmin
  moment.nullable(), // 3 secondFactorTakenOffAt
  z.unknown(), // 4 settings
  z.number(), // 5 refreshIntervalSeconds
  moment, // 6 lastUsedAt
  z
    .array(z.tuple([z.string(), z.string(), z.string(), z.boolean(), z.boolean()]))
    .transform((desks) => desks.map(([id, name, role, isPersonal, limited]) => ({ id, name, role, isPersonal, limited }))), // 7 desks
])

const signedInBy = prepared<'userId' | 'id' | keyof Liveness>((value) => {
  const at = (name: keyof Liveness) => sql`${value(name)}::timestamptz`
  const ms = (column: typeof sessions.lastUsedAt | typeof users.secondFactorTakenOffAt) =>
    sql`(extract(epoch from ${column}) * 1000)::bigint`
  return sql`
    select json_build_array(${users.email}, ${users.name}, ${users.isAdmin}, ${ms(users.secondFactorTakenOffAt)}, ${users.settings},
      ${users.refreshIntervalSeconds}, ${ms(sessions.lastUsedAt)}, (
        select json_agg(json_build_array(d.id, d.name, m.role, d.is_personal, m.tag_ids is not null) order by d.is_personal desc, lower(d.name), d.id)
        from desk_members m join desks d on d.id = m.desk_id where m.user_id = ${users.id}
      ))
    from ${sessions} join ${users} on ${eq(users.id, sessions.userId)}
    where ${counts(sql`${value('userId')}::uuid`, sql`${value('id')}::uuid`, { now: at('now'), idleSince: at('idleSince') })}`
})

/** Who is signed in by a session. */
export interface SignedIn {
  email: string
  name: string | null
  isAdmin: boolean
  secondFactorTakenOffAt: Date | null
  /** As stored; whoever reads it parses it. */
  settings: unknown
  refreshIntervalSeconds: number
  lastUsedAt: Date
  /** The desks that they are on, their own first; `limited`: they see some of its accounts. */
  desks: { id: string; name: string; role: string; isPersonal: boolean; limited: boolean }[]
}

/** Whose a session is that counts; null: it does not. Asked at every request: one round trip, and a statement that is written once. */
export async function whoIsSignedIn(db: Db, userId: string, id: string, { now, idleSince }: Liveness): Promise<SignedIn | null> {
  const moments = { now: now.toISOString(), idleSince: idleSince.toISOString() }
  const [[found] = []] = await db.readAsUser(userId, signedInBy({ userId, id, ...moments }))
  if (!found) return null
  const [email, name, isAdmin, secondFactorTakenOffAt, settings, refreshIntervalSeconds, lastUsedAt, desks] = signedIn.parse(
    JSON.parse(found.toString()),
  )
  return { email, name, isAdmin, secondFactorTakenOffAt, settings, refreshIntervalSeconds, lastUsedAt, desks }
}

/** A session that counts, with all that is kept of it and of its user; null otherwise. */
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
    .where(counts(userId, id, { ...liveness }))
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
