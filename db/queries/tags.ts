import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { TAG_KINDS, TAG_MARKETS, type Tag, type TagRule } from '@/server/domain/tags/tag'
import type { Db, Tx } from '../client'
import { tagRules, tags } from '../schema'

export type TagRow = typeof tags.$inferSelect

/** A tag as it is stored. */
export interface StoredTag extends Tag {
  createdAt: Date
  updatedAt: Date
}

const own = (deskId: string, id: string) => and(eq(tags.id, id), eq(tags.deskId, deskId))

const moment = z.number().transform((ms) => new Date(ms))
const packedTag = z.tuple([
  z.string(), // 0 id
  z.string(), // 1 name
  z.string(), // 2 kind
  z.number(), // 3 hue
  moment, // 4 createdAt
  moment, // 5 updatedAt
  z.array(z.tuple([z.string().nullable(), z.string().nullable(), z.string().nullable()])), // 6 rules
])

/** All tags of a user as one text, the oldest first: one row, however many there are. */
const packedTags = (deskId: string) => sql`
  select coalesce(json_agg(json_build_array(t.id, t.name, t.kind, t.hue, (extract(epoch from t.created_at) * 1000)::bigint,
    (extract(epoch from t.updated_at) * 1000)::bigint, coalesce((
      select json_agg(json_build_array(r.account_id, r.coin, r.market) order by r.id)
      from tag_rules r where r.tag_id = t.id and r.user_id = ${deskId}::uuid
    ), '[]'::json)) order by t.created_at, t.id), '[]'::json)::text as packed
  from tags t where t.user_id = ${deskId}::uuid`

/** Of a newer version, a kind or market that this one does not know: the tag is none of its, the rule takes nothing. */
function unpackTags(packed: unknown): StoredTag[] {
  return z
    .array(packedTag)
    .parse(JSON.parse(String(packed)))
    .flatMap(([id, name, kind, hue, createdAt, updatedAt, packedRules]) => {
      const known = TAG_KINDS.find((each) => each === kind)
      if (!known) return []
      const rules = packedRules.flatMap(([accountId, coin, market]): TagRule[] => {
        const of = market === null ? null : TAG_MARKETS.find((each) => each === market)
        return of === undefined ? [] : [{ accountId, coin, market: of }]
      })
      return [{ id, name, kind: known, hue, rules, createdAt, updatedAt }]
    })
}

/** A person's tags with their rules, the oldest first. One round trip. */
export async function readTags(db: Db, deskId: string): Promise<StoredTag[]> {
  const [row] = await db.readAsDesk(deskId, packedTags(deskId))
  return unpackTags(row?.[0] ?? '[]')
}

/** The same within a transaction. */
export async function listTags(tx: Tx, deskId: string): Promise<StoredTag[]> {
  const [row] = await tx.execute(packedTags(deskId))
  return unpackTags(row?.packed ?? '[]')
}

/** Holds up whoever else makes tags for the user by this, until the transaction ends. */
export async function holdTags(tx: Tx, deskId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`tags:${deskId}`}::text, 0))`)
}

/** Keeps others from changing one of a person's tags until the transaction ends; false where it is none. */
export async function lockTag(tx: Tx, deskId: string, id: string): Promise<boolean> {
  const rows = await tx.select({ id: tags.id }).from(tags).where(own(deskId, id)).for('update')
  return rows.length > 0
}

/** Adds a tag without rules. @throws a unique violation (`tags_name`) where the name is taken */
export async function insertTag(tx: Tx, deskId: string, tag: Omit<TagRow, 'id' | 'deskId'>): Promise<string> {
  const [row] = await tx
    .insert(tags)
    .values({ ...tag, deskId })
    .returning({ id: tags.id })
  if (!row) throw new Error('PostgreSQL returned no row for a tag it stored.')
  return row.id
}

/** Changes a tag; false where it is not the person's. @throws a unique violation (`tags_name`) where the name is taken */
export async function updateTag(
  tx: Tx,
  deskId: string,
  id: string,
  change: Partial<Pick<TagRow, 'name' | 'nameKey' | 'kind' | 'hue'>> & { updatedAt: Date },
): Promise<boolean> {
  const rows = await tx.update(tags).set(change).where(own(deskId, id)).returning({ id: tags.id })
  return rows.length > 0
}

/** Takes a tag away with its rules; false where it is not the person's. */
export async function deleteTag(tx: Tx, deskId: string, id: string): Promise<boolean> {
  const rows = await tx.delete(tags).where(own(deskId, id)).returning({ id: tags.id })
  return rows.length > 0
}

/** Adds rules to a tag of the person's; those that it has stay as they are. */
export async function insertTagRules(tx: Tx, deskId: string, tagId: string, rules: readonly TagRule[]): Promise<void> {
  if (rules.length === 0) return
  await tx
    .insert(tagRules)
    .values(rules.map((rule) => ({ ...rule, tagId, deskId })))
    .onConflictDoNothing()
}

/** Takes all rules of a tag away. */
export async function deleteTagRules(tx: Tx, deskId: string, tagId: string): Promise<void> {
  await tx.delete(tagRules).where(and(eq(tagRules.deskId, deskId), eq(tagRules.tagId, tagId)))
}

/** Takes one rule of a tag away; false where it has none such. */
export async function deleteTagRule(
  tx: Tx,
  deskId: string,
  tagId: string,
  { accountId, coin, market }: TagRule,
): Promise<boolean> {
  const rows = await tx
    .delete(tagRules)
    .where(
      and(
        ...[eq(tagRules.deskId, deskId), eq(tagRules.tagId, tagId)],
        accountId === null ? isNull(tagRules.accountId) : eq(tagRules.accountId, accountId),
        coin === null ? isNull(tagRules.coin) : eq(tagRules.coin, coin),
        market === null ? isNull(tagRules.market) : eq(tagRules.market, market),
      ),
    )
    .returning({ id: tagRules.id })
  return rows.length > 0
}

/**
 * Forgets what stood of rules of alerts that watch a tag, and of the own rules of members who are limited to it: what it takes is
 * less than it was. It is seen anew with the next look, and what the tag left is told of no more.
 */
export async function forgetAlertsOfTag(tx: Tx, deskId: string, tagId: string): Promise<void> {
  // Nobody judges meanwhile by what it was.
  await tx.execute(sql`select from alert_settings where user_id = ${deskId}::uuid for update`)
  await tx.execute(sql`delete from alert_states s using alert_rules r
    where s.user_id = ${deskId}::uuid and r.user_id = ${deskId}::uuid and r.id = s.rule_id
      and (r.rule->>'tag' = ${tagId}::text or r.of_member in (
        select m.user_id from desk_members m where m.desk_id = ${deskId}::uuid and ${tagId}::uuid = any(m.tag_ids)))`)
}
