import { and, asc, eq, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { channels } from '../schema'

export type ChannelRow = typeof channels.$inferSelect

/** Ways to tell a person, the oldest first. */
export async function listChannels(tx: Tx, userId: string): Promise<ChannelRow[]> {
  return tx.select().from(channels).where(eq(channels.userId, userId)).orderBy(asc(channels.createdAt), asc(channels.id))
}

/** One of a person's; null where it is none. */
export async function findChannel(tx: Tx, userId: string, id: string): Promise<ChannelRow | null> {
  const [row] = await tx
    .select()
    .from(channels)
    .where(and(eq(channels.id, id), eq(channels.userId, userId)))
  return row ?? null
}

/** Adds one. `id` is made before, since the secret is sealed for it. */
export async function insertChannel(
  tx: Tx,
  userId: string,
  channel: Pick<ChannelRow, 'id' | 'kind' | 'name' | 'shown' | 'masterKeyId' | 'wrappedKey' | 'provenAt' | 'createdAt'>,
): Promise<ChannelRow> {
  const [row] = await tx
    .insert(channels)
    .values({ ...channel, userId })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for a channel it stored.')
  return row
}

/** Adds a browser; null where it tells somebody else. */
export async function insertDevice(
  tx: Tx,
  userId: string,
  channel: Pick<
    ChannelRow,
    'id' | 'kind' | 'name' | 'shown' | 'masterKeyId' | 'wrappedKey' | 'device' | 'sessionId' | 'createdAt'
  >,
): Promise<ChannelRow | null> {
  const [row] = await tx
    .insert(channels)
    .values({ ...channel, userId })
    .onConflictDoNothing({ target: channels.device })
    .returning()
  return row ?? null
}

/** A person's browser by its subscription; null where it is none of theirs. */
export async function findDevice(tx: Tx, userId: string, device: string): Promise<ChannelRow | null> {
  const [row] = await tx
    .select()
    .from(channels)
    .where(and(eq(channels.device, device), eq(channels.userId, userId)))
  return row ?? null
}

/** The browser that a session turned on; null where it turned none on. */
export async function findDeviceOfSession(tx: Tx, userId: string, sessionId: string): Promise<ChannelRow | null> {
  const [row] = await tx
    .select()
    .from(channels)
    .where(and(eq(channels.sessionId, sessionId), eq(channels.userId, userId), isNotNull(channels.device)))
    .limit(1)
  return row ?? null
}

/** What a person's browser was told by before, in the same session: a browser has one subscription. */
export async function deleteFormerDevices(tx: Tx, userId: string, sessionId: string): Promise<void> {
  await tx.delete(channels).where(and(eq(channels.userId, userId), eq(channels.sessionId, sessionId)))
}

/** Browsers of sessions go with them. @param which the sessions that ended, or all but one (null: all) */
export async function deleteDevicesOf(
  tx: Tx,
  userId: string,
  which: { sessionIds: readonly string[] } | { allBut: string | null },
): Promise<void> {
  const ended =
    'sessionIds' in which
      ? inArray(channels.sessionId, [...which.sessionIds])
      : which.allBut === null
        ? undefined
        : or(isNull(channels.sessionId), ne(channels.sessionId, which.allBut))
  await tx.delete(channels).where(and(eq(channels.userId, userId), isNotNull(channels.device), ended))
}

/** Has a person's browsers go on in the session that takes another one's place. */
export async function moveDevices(tx: Tx, userId: string, from: string, to: string): Promise<void> {
  await tx
    .update(channels)
    .set({ sessionId: to })
    .where(and(eq(channels.userId, userId), eq(channels.sessionId, from)))
}

/** Changes one; null where it is not the person's. */
export async function updateChannel(
  tx: Tx,
  userId: string,
  id: string,
  change: Partial<Omit<ChannelRow, 'id' | 'userId' | 'kind' | 'createdAt'>>,
): Promise<ChannelRow | null> {
  const [row] = await tx
    .update(channels)
    .set(change)
    .where(and(eq(channels.id, id), eq(channels.userId, userId)))
    .returning()
  return row ?? null
}

/** Takes one away with all that was to be sent by it; false where it is not the person's. */
export async function deleteChannel(tx: Tx, userId: string, id: string): Promise<boolean> {
  const rows = await tx
    .delete(channels)
    .where(and(eq(channels.id, id), eq(channels.userId, userId)))
    .returning({ id: channels.id })
  return rows.length > 0
}

/** How many a person has. */
export async function countChannels(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(channels).where(eq(channels.userId, userId))
  return row?.count ?? 0
}
