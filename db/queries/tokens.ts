import { and, desc, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { apiTokens } from '../schema'
import { prepared } from '../statement'

export type TokenRow = typeof apiTokens.$inferSelect

/** Stores a token: its hash, never itself. */
export async function insertToken(
  tx: Tx,
  deskId: string,
  token: Pick<
    TokenRow,
    'name' | 'hash' | 'prefix' | 'scopes' | 'ipAllowList' | 'accountIds' | 'tools' | 'expiresAt' | 'createdAt' | 'createdBy'
  > & { clientId?: string },
): Promise<TokenRow> {
  const [row] = await tx
    .insert(apiTokens)
    .values({ ...token, deskId })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for a token it stored.')
  return row
}

/** All tokens of a user, the newest first, revoked and expired ones too. */
export async function listTokens(tx: Tx, deskId: string): Promise<TokenRow[]> {
  return tx.select().from(apiTokens).where(eq(apiTokens.deskId, deskId)).orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
}

/** One of a user's tokens, whatever became of it; null where it is not theirs. */
export async function findToken(tx: Tx, deskId: string, id: string): Promise<TokenRow | null> {
  const [row] = await tx
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), eq(apiTokens.deskId, deskId)))
  return row ?? null
}

/**
 * Ends a token at its next use; null where it is not the user's. A revoked one keeps its first time.
 * @returns the token, and whether it was this that ended it
 */
export async function revokeToken(
  tx: Tx,
  deskId: string,
  id: string,
  now: Date,
): Promise<{ row: TokenRow; ended: boolean } | null> {
  const own = and(eq(apiTokens.id, id), eq(apiTokens.deskId, deskId))
  const ended = await tx
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(own, isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id })
  const [row] = await tx.select().from(apiTokens).where(own)
  return row ? { row, ended: ended.length > 0 } : null
}

const live = (userId: string, now: Date) =>
  and(
    // Of their own desk, and what they made on others.
    or(eq(apiTokens.deskId, userId), eq(apiTokens.createdBy, userId)),
    isNull(apiTokens.revokedAt),
    or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
  )

/** Ends all tokens of a person that still work, on whichever desk; the number that ended. */
export async function revokeTokens(tx: Tx, userId: string, now: Date): Promise<number> {
  const rows = await tx.update(apiTokens).set({ revokedAt: now }).where(live(userId, now)).returning({ id: apiTokens.id })
  return rows.length
}

/** Names of a person's tokens that still work, the newest first. */
export async function liveTokenNames(tx: Tx, userId: string, now: Date): Promise<string[]> {
  const rows = await tx
    .select({ name: apiTokens.name })
    .from(apiTokens)
    .where(live(userId, now))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
  return rows.map(({ name }) => name)
}

/** What decides whether a token counts. */
export interface KnownToken
  extends Pick<TokenRow, 'id' | 'deskId' | 'scopes' | 'ipAllowList' | 'accountIds' | 'tools' | 'expiresAt' | 'lastUsedAt'> {
  createdBy: string | null
  /** Of who made it, on its desk; null: they are no member any more. */
  role: string | null
  /** The accounts that who made it is limited to; null: all. */
  memberAccounts: string[] | null
  /** Revoked, or its desk rests, or who made it may not sign in or is no member any more. */
  ended: boolean
}

const moment = z.coerce.number().transform((ms) => new Date(ms))
const knownToken = z.object({
  id: z.string(),
  deskId: z.string(),
  scopes: z.array(z.string()),
  ipAllowList: z.array(z.string()).nullable(),
  accountIds: z.array(z.string()).nullable(),
  tools: z.array(z.string()),
  expiresAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
  createdBy: z.string().nullable(),
  role: z.string().nullable(),
  memberAccounts: z.array(z.string()).nullable(),
  ended: z.boolean(),
})

/**
 * The accounts of a member who is limited to tags: those that one of the tags holds as a whole. Null: they see all.
 * @param m alias of their row in `desk_members`
 */
export const memberAccounts = (m: SQL) => sql`case when ${m}.tag_ids is not null then array(
      select distinct r.account_id::text from tag_rules r where r.user_id = ${m}.desk_id and r.tag_id = any(${m}.tag_ids)
        and r.account_id is not null and r.coin is null and r.market is null) end`

/** As `m`, whoever made a token as a member of its desk: nobody where they are none any more. @param t alias of the token */
export const makerOf = (t: 't' | 'k') => {
  const token = sql.raw(t)
  return sql`desk_members m on m.desk_id = ${token}.user_id and m.user_id = coalesce(${token}.created_by, ${token}.user_id)`
}

/** Accounts that are within both limits; null: there is none. */
export function withinBoth(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other
  return one.filter((id) => other.includes(id))
}

/** Where the columns of `knownTokenColumns` come from: a token, its desk, and who made it there. */
export const knownTokenFrom = sql`api_tokens t join desks u on u.id = t.user_id
    left join ${makerOf('t')}
    left join users c on c.id = t.created_by`

/** Of `knownTokenFrom`, for `readKnownToken`. */
export const knownTokenColumns = sql`t.id, t.user_id as "deskId", t.scopes, t.ip_allow_list as "ipAllowList",
      t.account_ids as "accountIds", t.tools,
      (extract(epoch from t.expires_at) * 1000)::bigint as "expiresAt",
      (extract(epoch from t.last_used_at) * 1000)::bigint as "lastUsedAt",
      t.created_by as "createdBy", m.role, ${memberAccounts(sql`m`)} as "memberAccounts",
      t.revoked_at is not null or u.disabled_at is not null or c.disabled_at is not null or m.role is null as ended`

export const readKnownToken = (row: object): KnownToken => knownToken.parse(row)

const byHash = prepared<'hash'>(
  (value) => sql`
  select ${knownTokenColumns}
  from ${knownTokenFrom} where t.hash = ${value('hash')}`,
)

/**
 * Whose token a hash belongs to, for the system: the owner is not known before. Asked at every request, in one round
 * trip. @param hash lower-case hex SHA-256
 */
export async function findTokenByHash(db: Db, hash: string): Promise<KnownToken | null> {
  const [row] = await db.readAsSystem(byHash({ hash }))
  return row === undefined ? null : readKnownToken(row)
}

/**
 * Whether nothing is done by a token of the desk that has not ended by itself: the desk rests, or whoever made it may not sign in or
 * is no member any more. As `claimWebhooks` asks it. For the system.
 */
export async function tokenRests(db: Db, deskId: string, id: string): Promise<boolean> {
  const [row] = await db.readAsSystem<{ rests: boolean }>(sql`
    select u.disabled_at is not null or p.id is null or p.disabled_at is not null as rests
    from api_tokens t join desks u on u.id = t.user_id left join ${makerOf('t')} left join users p on p.id = m.user_id
    where t.id = ${id}::uuid and t.user_id = ${deskId}::uuid`)
  return row?.rests ?? true
}

/** Notes that a token was used. */
export async function touchToken(tx: Tx, deskId: string, id: string, now: Date): Promise<void> {
  await tx
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(and(eq(apiTokens.id, id), eq(apiTokens.deskId, deskId)))
}
