import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { apiTokens } from '../schema'
import { prepared } from '../statement'

export type TokenRow = typeof apiTokens.$inferSelect

/** Stores a token: its hash, never itself. */
export async function insertToken(
  tx: Tx,
  userId: string,
  token: Pick<
    TokenRow,
    'name' | 'hash' | 'prefix' | 'scopes' | 'ipAllowList' | 'accountIds' | 'tools' | 'expiresAt' | 'createdAt'
  > & { clientId?: string },
): Promise<TokenRow> {
  const [row] = await tx
    .insert(apiTokens)
    .values({ ...token, userId })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for a token it stored.')
  return row
}

/** All tokens of a user, the newest first, revoked and expired ones too. */
export async function listTokens(tx: Tx, userId: string): Promise<TokenRow[]> {
  return tx.select().from(apiTokens).where(eq(apiTokens.userId, userId)).orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
}

/** One of a user's tokens, whatever became of it; null where it is not theirs. */
export async function findToken(tx: Tx, userId: string, id: string): Promise<TokenRow | null> {
  const [row] = await tx
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), eq(apiTokens.userId, userId)))
  return row ?? null
}

/**
 * Ends a token at its next use; null where it is not the user's. A revoked one keeps its first time.
 * @returns the token, and whether it was this that ended it
 */
export async function revokeToken(
  tx: Tx,
  userId: string,
  id: string,
  now: Date,
): Promise<{ row: TokenRow; ended: boolean } | null> {
  const own = and(eq(apiTokens.id, id), eq(apiTokens.userId, userId))
  const ended = await tx
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(own, isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id })
  const [row] = await tx.select().from(apiTokens).where(own)
  return row ? { row, ended: ended.length > 0 } : null
}

const live = (userId: string, now: Date) =>
  and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt), or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)))

/** Ends all of a user's tokens that still work; the number that ended. */
export async function revokeTokens(tx: Tx, userId: string, now: Date): Promise<number> {
  const rows = await tx.update(apiTokens).set({ revokedAt: now }).where(live(userId, now)).returning({ id: apiTokens.id })
  return rows.length
}

/** Names of a user's tokens that still work, the newest first. */
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
  extends Pick<TokenRow, 'id' | 'userId' | 'scopes' | 'ipAllowList' | 'accountIds' | 'tools' | 'expiresAt' | 'lastUsedAt'> {
  /** Revoked, or its owner is disabled. */
  ended: boolean
}

const moment = z.coerce.number().transform((ms) => new Date(ms))
const knownToken = z.object({
  id: z.string(),
  userId: z.string(),
  scopes: z.array(z.string()),
  ipAllowList: z.array(z.string()).nullable(),
  accountIds: z.array(z.string()).nullable(),
  tools: z.array(z.string()),
  expiresAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
  ended: z.boolean(),
})

/** Of `api_tokens t join users u`, for `readKnownToken`. */
export const knownTokenColumns = sql`t.id, t.user_id as "userId", t.scopes, t.ip_allow_list as "ipAllowList",
      t.account_ids as "accountIds", t.tools,
      (extract(epoch from t.expires_at) * 1000)::bigint as "expiresAt",
      (extract(epoch from t.last_used_at) * 1000)::bigint as "lastUsedAt",
      t.revoked_at is not null or u.disabled_at is not null as ended`

export const readKnownToken = (row: object): KnownToken => knownToken.parse(row)

const byHash = prepared<'hash'>(
  (value) => sql`
  select ${knownTokenColumns}
  from api_tokens t join users u on u.id = t.user_id where t.hash = ${value('hash')}`,
)

/**
 * Whose token a hash belongs to, for the system: the owner is not known before. Asked at every request, in one round
 * trip. @param hash lower-case hex SHA-256
 */
export async function findTokenByHash(db: Db, hash: string): Promise<KnownToken | null> {
  const [row] = await db.readAsSystem(byHash({ hash }))
  return row === undefined ? null : readKnownToken(row)
}

/** Notes that a token was used. */
export async function touchToken(tx: Tx, userId: string, id: string, now: Date): Promise<void> {
  await tx
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(and(eq(apiTokens.id, id), eq(apiTokens.userId, userId)))
}
