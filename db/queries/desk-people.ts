import { and, asc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { channels, deskInvitations, deskMembers, desks, sessions, users } from '../schema'
import type { DeskRow } from './desk-members'

/** A desk, on which nobody else changes who is on it until the transaction ends; null where there is none. */
export async function lockDesk(tx: Tx, deskId: string): Promise<DeskRow | null> {
  const [row] = await tx.select().from(desks).where(eq(desks.id, deskId)).for('update')
  return row ?? null
}

/** A desk; null where there is none, or the transaction may not see it. */
export async function findDesk(tx: Tx, deskId: string): Promise<DeskRow | null> {
  const [row] = await tx.select().from(desks).where(eq(desks.id, deskId))
  return row ?? null
}

/** Changes a desk that others than its person may be on: a personal one stays as it is. */
export async function updateDesk(
  tx: Tx,
  deskId: string,
  change: Partial<Pick<DeskRow, 'name' | 'refreshIntervalSeconds' | 'updatedAt'>>,
): Promise<DeskRow | null> {
  const [row] = await tx
    .update(desks)
    .set(change)
    .where(and(eq(desks.id, deskId), eq(desks.isPersonal, false)))
    .returning()
  return row ?? null
}

/** Removes a shared desk and, by cascade, everything that is its. */
export async function deleteDesk(tx: Tx, deskId: string): Promise<boolean> {
  const rows = await tx
    .delete(desks)
    .where(and(eq(desks.id, deskId), eq(desks.isPersonal, false)))
    .returning({ id: desks.id })
  return rows.length > 0
}

const memberColumns = {
  userId: deskMembers.userId,
  role: deskMembers.role,
  tagIds: deskMembers.tagIds,
  createdAt: deskMembers.createdAt,
  name: users.name,
  email: users.email,
  disabledAt: users.disabledAt,
}

/** Everybody on a desk, the longest there first. For the system: a desk does not see the rows of people. */
export async function listMembers(tx: Tx, deskId: string) {
  return tx
    .select(memberColumns)
    .from(deskMembers)
    .innerJoin(users, eq(users.id, deskMembers.userId))
    .where(eq(deskMembers.deskId, deskId))
    .orderBy(asc(deskMembers.createdAt), asc(deskMembers.userId))
}
export type NamedMember = Awaited<ReturnType<typeof listMembers>>[number]

/** Somebody on a desk, by name; null where they are no member. For the system. */
export async function findNamedMember(tx: Tx, deskId: string, userId: string): Promise<NamedMember | null> {
  const [row] = await tx
    .select(memberColumns)
    .from(deskMembers)
    .innerJoin(users, eq(users.id, deskMembers.userId))
    .where(and(eq(deskMembers.deskId, deskId), eq(deskMembers.userId, userId)))
  return row ?? null
}

/** Makes somebody a member; false where they are one. */
export async function insertMember(
  tx: Tx,
  member: { deskId: string; userId: string; role: string; tagIds: string[] | null; createdAt: Date },
): Promise<boolean> {
  const rows = await tx.insert(deskMembers).values(member).onConflictDoNothing().returning({ userId: deskMembers.userId })
  return rows.length > 0
}

/**
 * Changes what a member may. Streams and downloads that they hold end, by a trigger. What their own rules of alerts saw is
 * forgotten, and seen anew with what they may see now; where that is all, rules and channels are the desk's from then on.
 */
export async function updateMember(
  tx: Tx,
  deskId: string,
  userId: string,
  change: { role: string; tagIds: string[] | null },
): Promise<void> {
  const own = sql`user_id = ${deskId}::uuid and of_member = ${userId}::uuid`
  // Nobody judges meanwhile by what they were.
  await tx.execute(sql`select from alert_settings where user_id = ${deskId}::uuid for update`)
  await tx
    .update(deskMembers)
    .set(change)
    .where(and(eq(deskMembers.deskId, deskId), eq(deskMembers.userId, userId)))
  await tx.execute(
    sql`delete from alert_states where user_id = ${deskId}::uuid and rule_id in (select id from alert_rules where ${own})`,
  )
  if (change.tagIds !== null) return
  await tx.execute(sql`update alert_rules set rule = rule->'rule', of_member = null where ${own}`)
  await tx.execute(sql`update channels set of_member = null where ${own}`)
}

/** Takes a member off a desk. Their tokens, streams, downloads and invitations there end, by triggers and a cascade. */
export async function deleteMember(tx: Tx, deskId: string, userId: string): Promise<boolean> {
  const rows = await tx
    .delete(deskMembers)
    .where(and(eq(deskMembers.deskId, deskId), eq(deskMembers.userId, userId)))
    .returning({ userId: deskMembers.userId })
  return rows.length > 0
}

/** A member's browsers are told nothing of this desk any more. For the system, which sees whose sessions they are. */
export async function forgetBrowsers(tx: Tx, deskId: string, userId: string): Promise<void> {
  const theirs = tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId))
  await tx.delete(channels).where(and(eq(channels.deskId, deskId), inArray(channels.sessionId, theirs)))
}

/** A member's browsers tell them what they may see, who sees some accounts from now on. For the system. */
export async function limitBrowsers(tx: Tx, deskId: string, userId: string): Promise<void> {
  const theirs = tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId))
  await tx
    .update(channels)
    .set({ ofMember: userId })
    .where(and(eq(channels.deskId, deskId), isNotNull(channels.device), inArray(channels.sessionId, theirs)))
}

/** Invitations that somebody made to a desk and nobody has followed lead nowhere from now on. */
export async function voidInvitationsOf(tx: Tx, deskId: string, userId: string, now: Date): Promise<void> {
  await tx
    .update(deskInvitations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(deskInvitations.deskId, deskId),
        eq(deskInvitations.createdBy, userId),
        isNull(deskInvitations.usedAt),
        isNull(deskInvitations.revokedAt),
      ),
    )
}

/** Owners beside somebody who may sign in; for the system. */
export async function countOtherOwners(tx: Tx, deskId: string, userId: string): Promise<number> {
  const rows = await tx
    .select({ userId: deskMembers.userId })
    .from(deskMembers)
    .innerJoin(users, and(eq(users.id, deskMembers.userId), isNull(users.disabledAt)))
    .where(and(eq(deskMembers.deskId, deskId), eq(deskMembers.role, 'owner'), ne(deskMembers.userId, userId)))
  return rows.length
}

/** Members beside somebody. */
export async function countOtherMembers(tx: Tx, deskId: string, userId: string): Promise<number> {
  return tx.$count(deskMembers, and(eq(deskMembers.deskId, deskId), ne(deskMembers.userId, userId)))
}

/** How many shared desks somebody owns. */
export async function countOwnedDesks(tx: Tx, userId: string): Promise<number> {
  const rows = await tx
    .select({ id: desks.id })
    .from(deskMembers)
    .innerJoin(desks, and(eq(desks.id, deskMembers.deskId), eq(desks.isPersonal, false)))
    .where(and(eq(deskMembers.userId, userId), eq(deskMembers.role, 'owner')))
  return rows.length
}

/** Shared desks that somebody owns, held as by `lockDesk`; for the system. */
export async function lockOwnedDesks(tx: Tx, userId: string): Promise<DeskRow[]> {
  const owned = tx
    .select({ id: deskMembers.deskId })
    .from(deskMembers)
    .where(and(eq(deskMembers.userId, userId), eq(deskMembers.role, 'owner')))
  return tx
    .select()
    .from(desks)
    .where(and(inArray(desks.id, owned), eq(desks.isPersonal, false)))
    .orderBy(asc(desks.id))
    .for('update')
}

/** What people are called, whether or not they are on the desk any more; for the system. */
export async function namesOfPeople(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(inArray(users.id, [...ids]))
  return new Map(rows.map(({ id, name, email }) => [id, name ?? email]))
}
