import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm'
import type { Tx } from '../client'
import { channels, desks, sessions } from '../schema'

export type ChannelRow = typeof channels.$inferSelect

/** Ways to tell a person, the oldest first. */
export async function listChannels(tx: Tx, deskId: string): Promise<ChannelRow[]> {
  return tx.select().from(channels).where(eq(channels.deskId, deskId)).orderBy(asc(channels.createdAt), asc(channels.id))
}

/** One of a person's; null where it is none. */
export async function findChannel(tx: Tx, deskId: string, id: string): Promise<ChannelRow | null> {
  const [row] = await tx
    .select()
    .from(channels)
    .where(and(eq(channels.id, id), eq(channels.deskId, deskId)))
  return row ?? null
}

/** Adds one. `id` is made before, since the secret is sealed for it. */
export async function insertChannel(
  tx: Tx,
  deskId: string,
  channel: Pick<ChannelRow, 'id' | 'kind' | 'name' | 'shown' | 'masterKeyId' | 'wrappedKey' | 'provenAt' | 'createdAt'> &
    Partial<Pick<ChannelRow, 'ofMember' | 'createdBy'>>,
): Promise<ChannelRow> {
  const [row] = await tx
    .insert(channels)
    .values({ ...channel, deskId })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for a channel it stored.')
  return row
}

/** Adds a browser; null where it tells somebody else. */
export async function insertDevice(
  tx: Tx,
  deskId: string,
  channel: Pick<
    ChannelRow,
    'id' | 'ofMember' | 'kind' | 'name' | 'shown' | 'masterKeyId' | 'wrappedKey' | 'device' | 'sessionId' | 'createdAt'
  >,
): Promise<ChannelRow | null> {
  const [row] = await tx
    .insert(channels)
    .values({ ...channel, deskId })
    .onConflictDoNothing({ target: channels.device })
    .returning()
  return row ?? null
}

/** A person's browser by its subscription; null where it is none of theirs. */
export async function findDevice(tx: Tx, deskId: string, device: string): Promise<ChannelRow | null> {
  const [row] = await tx
    .select()
    .from(channels)
    .where(and(eq(channels.device, device), eq(channels.deskId, deskId)))
  return row ?? null
}

/**
 * A person's browser, on whichever desk it tells of: by its subscription, or by the session that turned it on (the newest, where a
 * subscription that is over is still there). With the desk's name.
 * For the system.
 */
export async function findOwnDevice(
  tx: Tx,
  userId: string,
  by: { device: string } | { sessionId: string },
): Promise<(ChannelRow & { deskName: string }) | null> {
  const theirs = or(eq(sessions.userId, userId), and(isNull(channels.sessionId), eq(channels.deskId, userId)))
  const which = 'device' in by ? eq(channels.device, by.device) : eq(channels.sessionId, by.sessionId)
  const [row] = await tx
    .select({ channel: channels, deskName: desks.name })
    .from(channels)
    .innerJoin(desks, eq(desks.id, channels.deskId))
    .leftJoin(sessions, eq(sessions.id, channels.sessionId))
    .where(and(which, isNotNull(channels.device), theirs))
    .orderBy(desc(channels.createdAt))
    .limit(1)
  return row ? { ...row.channel, deskName: row.deskName } : null
}

/** What a person's browser was told by before, in the same session: a browser has one subscription. */
export async function deleteFormerDevices(tx: Tx, deskId: string, sessionId: string): Promise<void> {
  await tx.delete(channels).where(and(eq(channels.deskId, deskId), eq(channels.sessionId, sessionId)))
}

/** Browsers of sessions go with them. @param which the sessions that ended, or all but one (null: all) */
export async function deleteDevicesOf(
  tx: Tx,
  deskId: string,
  which: { sessionIds: readonly string[] } | { allBut: string | null },
): Promise<void> {
  const ended =
    'sessionIds' in which
      ? inArray(channels.sessionId, [...which.sessionIds])
      : which.allBut === null
        ? undefined
        : or(isNull(channels.sessionId), ne(channels.sessionId, which.allBut))
  await tx.delete(channels).where(and(eq(channels.deskId, deskId), isNotNull(channels.device), ended))
}

/** Has browsers go on in the session that takes another one's place, on whichever desk. For the system. */
export async function moveDevices(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(channels).set({ sessionId: to }).where(eq(channels.sessionId, from))
}

/** Changes one; null where it is not the person's. */
export async function updateChannel(
  tx: Tx,
  deskId: string,
  id: string,
  change: Partial<Omit<ChannelRow, 'id' | 'deskId' | 'kind' | 'createdAt'>>,
): Promise<ChannelRow | null> {
  const [row] = await tx
    .update(channels)
    .set(change)
    .where(and(eq(channels.id, id), eq(channels.deskId, deskId)))
    .returning()
  return row ?? null
}

/** Takes one away with all that was to be sent by it; false where it is not the person's. */
export async function deleteChannel(tx: Tx, deskId: string, id: string): Promise<boolean> {
  const rows = await tx
    .delete(channels)
    .where(and(eq(channels.id, id), eq(channels.deskId, deskId)))
    .returning({ id: channels.id })
  return rows.length > 0
}

/** How many the desk has, or (`ofMember`) a member who sees some accounts has of their own. */
export async function countChannels(tx: Tx, deskId: string, ofMember: string | null): Promise<number> {
  const whose = ofMember === null ? isNull(channels.ofMember) : eq(channels.ofMember, ofMember)
  return tx.$count(channels, and(eq(channels.deskId, deskId), whose))
}
