import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { shareLinks } from '../schema'
import { prepared } from '../statement'

export type ShareLinkRow = typeof shareLinks.$inferSelect

/** Stores a link: the hash of its code, never the code. */
export async function insertShareLink(
  tx: Tx,
  deskId: string,
  link: Omit<typeof shareLinks.$inferInsert, 'id' | 'deskId' | 'revokedAt' | 'views' | 'lastViewedAt'>,
): Promise<ShareLinkRow> {
  const [row] = await tx
    .insert(shareLinks)
    .values({ ...link, deskId })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for a link it stored.')
  return row
}

/** A user's links that were not revoked, the newest first; expired ones too. */
export async function listShareLinks(tx: Tx, deskId: string): Promise<ShareLinkRow[]> {
  return tx
    .select()
    .from(shareLinks)
    .where(and(eq(shareLinks.deskId, deskId), isNull(shareLinks.revokedAt)))
    .orderBy(desc(shareLinks.createdAt), desc(shareLinks.id))
}

/** How many of a user's links lead somewhere. */
export function countShareLinks(tx: Tx, deskId: string, now: Date): Promise<number> {
  return tx.$count(shareLinks, live(deskId, now))
}

const live = (deskId: string, now: Date) =>
  and(eq(shareLinks.deskId, deskId), isNull(shareLinks.revokedAt), gt(shareLinks.expiresAt, now))

/**
 * Ends a link from its next look on; null where it is not the user's. A revoked one keeps its first time.
 * @returns the link, and whether it was this that ended it
 */
export async function revokeShareLink(
  tx: Tx,
  deskId: string,
  id: string,
  now: Date,
): Promise<{ row: ShareLinkRow; ended: boolean } | null> {
  const own = and(eq(shareLinks.id, id), eq(shareLinks.deskId, deskId))
  const ended = await tx
    .update(shareLinks)
    .set({ revokedAt: now })
    .where(and(own, isNull(shareLinks.revokedAt)))
    .returning({ id: shareLinks.id })
  const [row] = await tx.select().from(shareLinks).where(own)
  return row ? { row, ended: ended.length > 0 } : null
}

/** Ends all of a user's links that lead somewhere; the number that ended. */
export async function revokeShareLinks(tx: Tx, deskId: string, now: Date): Promise<number> {
  const rows = await tx.update(shareLinks).set({ revokedAt: now }).where(live(deskId, now)).returning({ id: shareLinks.id })
  return rows.length
}

/** Notes that somebody looked. */
export async function countShareView(tx: Tx, deskId: string, id: string, now: Date): Promise<void> {
  await tx
    .update(shareLinks)
    .set({ views: sql`${shareLinks.views} + 1`, lastViewedAt: now })
    .where(and(eq(shareLinks.id, id), eq(shareLinks.deskId, deskId)))
}

/** What decides whether a link leads somewhere, and to what. */
export interface KnownShareLink
  extends Pick<
    ShareLinkRow,
    'id' | 'deskId' | 'title' | 'accountIds' | 'parts' | 'unit' | 'delaySeconds' | 'passwordHash' | 'expiresAt'
  > {
  /** Revoked, its owner is disabled, or its tag takes parts of accounts by now. */
  ended: boolean
}

const knownShareLink = z.object({
  id: z.string(),
  deskId: z.string(),
  title: z.string(),
  accountIds: z.array(z.string()).nullable(),
  parts: z.array(z.string()),
  unit: z.string(),
  delaySeconds: z.number(),
  passwordHash: z.string().nullable(),
  expiresAt: z.coerce.number().transform((ms) => new Date(ms)),
  ended: z.boolean(),
})

/** Of a link to a tag the accounts that the tag takes as a whole now. */
const accountsNow = sql`case when s.tag_id is null then s.account_ids::text[] else array(
      select distinct r.account_id::text from tag_rules r where r.user_id = s.user_id and r.tag_id = s.tag_id
        and r.account_id is not null and r.coin is null and r.market is null) end`

/** A tag that takes parts of accounts by now: whole ones would be another's. */
const takesParts = sql`exists (select from tag_rules r where r.user_id = s.user_id and r.tag_id = s.tag_id
      and (r.account_id is null or r.coin is not null or r.market is not null))`

const byHash = prepared<'hash'>(
  (value) => sql`
  select s.id, s.user_id as "deskId", s.title, ${accountsNow} as "accountIds", s.parts, s.unit, s.delay_seconds as "delaySeconds",
    s.password_hash as "passwordHash", (extract(epoch from s.expires_at) * 1000)::bigint as "expiresAt",
    s.revoked_at is not null or u.disabled_at is not null or (s.tag_id is not null and ${takesParts}) as ended
  from share_links s join desks u on u.id = s.user_id where s.hash = ${value('hash')}`,
)

/** Which link a hash belongs to, for the system: whose it is, is not known before. @param hash lower-case hex SHA-256 */
export async function findShareLinkByHash(db: Db, hash: string): Promise<KnownShareLink | null> {
  const [row] = await db.readAsSystem(byHash({ hash }))
  return row === undefined ? null : knownShareLink.parse(row)
}
