import { and, asc, eq, sql } from 'drizzle-orm'
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
