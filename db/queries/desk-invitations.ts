import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { deskInvitations } from '../schema'

export type DeskInvitationRow = typeof deskInvitations.$inferSelect

/** Stores an invitation: the hash of its code, never the code. */
export async function insertDeskInvitation(
  tx: Tx,
  invitation: Omit<typeof deskInvitations.$inferInsert, 'id' | 'revokedAt' | 'usedAt' | 'usedBy'>,
): Promise<DeskInvitationRow> {
  const [row] = await tx.insert(deskInvitations).values(invitation).returning()
  if (!row) throw new Error('PostgreSQL returned no row for an invitation it stored.')
  return row
}

/** A desk's invitations, the newest first, whatever became of them. */
export async function listDeskInvitations(tx: Tx, deskId: string, limit: number): Promise<DeskInvitationRow[]> {
  return tx
    .select()
    .from(deskInvitations)
    .where(eq(deskInvitations.deskId, deskId))
    .orderBy(desc(deskInvitations.createdAt), desc(deskInvitations.id))
    .limit(limit)
}

const open = (now: Date) =>
  and(isNull(deskInvitations.usedAt), isNull(deskInvitations.revokedAt), gt(deskInvitations.expiresAt, now))

/** How many of a desk's invitations lead somewhere. */
export function countOpenDeskInvitations(tx: Tx, deskId: string, now: Date): Promise<number> {
  return tx.$count(deskInvitations, and(eq(deskInvitations.deskId, deskId), open(now)))
}

/** Makes an open invitation void; false where it is none of the desk's. */
export async function revokeDeskInvitation(tx: Tx, deskId: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(deskInvitations)
    .set({ revokedAt: now })
    .where(and(eq(deskInvitations.id, id), eq(deskInvitations.deskId, deskId), open(now)))
    .returning({ id: deskInvitations.id })
  return rows.length > 0
}

const known = z.object({
  id: z.string(),
  deskId: z.string(),
  desk: z.string(),
  by: z.string(),
  role: z.string(),
  tagIds: z.array(z.string()).nullable(),
  tags: z.array(z.string()).nullable(),
  expiresAt: z.coerce.number().transform((ms) => new Date(ms)),
})
/** An invitation that leads somewhere, with what it leads to. */
export type KnownDeskInvitation = z.output<typeof known>

const openBy = (hash: string, now: Date) => sql`
  select i.id, i.desk_id as "deskId", d.name as desk, coalesce(u.name, u.email) as by, i.role, i.tag_ids as "tagIds",
    case when i.tag_ids is not null then array(select t.name from tags t where t.user_id = i.desk_id and t.id = any(i.tag_ids)
      order by t.created_at, t.id) end as tags,
    (extract(epoch from i.expires_at) * 1000)::bigint as "expiresAt"
  from desk_invitations i join desks d on d.id = i.desk_id and not d.is_personal and d.disabled_at is null
    join desk_members m on m.desk_id = i.desk_id and m.user_id = i.created_by and m.role = 'owner'
    join users u on u.id = m.user_id and u.disabled_at is null
  where i.hash = ${hash} and i.used_at is null and i.revoked_at is null and i.expires_at > ${now.toISOString()}::timestamptz`

/**
 * What a code's hash leads to; null where it was used, revoked or has expired, or whoever made it is no owner any more. For
 * the system: whose it is, is not known before. @param hash lower-case hex SHA-256
 */
export async function findOpenDeskInvitation(db: Db, hash: string, now: Date): Promise<KnownDeskInvitation | null> {
  const [row] = await db.readAsSystem(openBy(hash, now))
  return row === undefined ? null : known.parse(row)
}

/** The same within a transaction that holds its desk. */
export async function readOpenDeskInvitation(tx: Tx, hash: string, now: Date): Promise<KnownDeskInvitation | null> {
  const [row] = await tx.execute(openBy(hash, now))
  return row === undefined ? null : known.parse(row)
}

/** Notes who joined by an invitation; false where it leads nowhere any more. */
export async function spendDeskInvitation(tx: Tx, id: string, userId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(deskInvitations)
    .set({ usedAt: now, usedBy: userId })
    .where(and(eq(deskInvitations.id, id), open(now)))
    .returning({ id: deskInvitations.id })
  return rows.length > 0
}
