import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { apiTokens, oauthClients, oauthCodes, oauthKeys } from '../schema'
import { type KnownToken, knownTokenColumns, knownTokenFrom, readKnownToken } from './tokens'

export type OAuthClientRow = typeof oauthClients.$inferSelect
export type OAuthCodeRow = typeof oauthCodes.$inferSelect
export type OAuthKeyRow = typeof oauthKeys.$inferSelect

/** For the system: clients are nobody's. */
export async function insertOAuthClient(
  tx: Tx,
  client: Pick<OAuthClientRow, 'name' | 'redirectUris' | 'createdAt'>,
): Promise<OAuthClientRow> {
  const [row] = await tx.insert(oauthClients).values(client).returning()
  if (!row) throw new Error('PostgreSQL returned no row for a client it stored.')
  return row
}

export async function findOAuthClient(tx: Tx, id: string): Promise<OAuthClientRow | null> {
  const [row] = await tx.select().from(oauthClients).where(eq(oauthClients.id, id))
  return row ?? null
}

/** Notes that somebody allowed it something: it stays. */
export async function noteAllowed(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.update(oauthClients).set({ allowedAt: now }).where(eq(oauthClients.id, id))
}

/** Forgets programs that registered and were allowed nothing, and codes and keys that are over; for the system. */
export async function tidyOAuth(tx: Tx, before: { clients: Date; over: Date }): Promise<void> {
  // What was allowed and never fetched is nobody's.
  await tx.execute(sql`
    delete from api_tokens t using oauth_codes c
    where c.token_id = t.id and c.used_at is null and c.expires_at < ${before.over.toISOString()}::timestamptz`)
  await tx.delete(oauthCodes).where(lt(oauthCodes.expiresAt, before.over))
  await tx.delete(oauthKeys).where(lt(oauthKeys.expiresAt, before.over))
  await tx.delete(oauthClients).where(and(isNull(oauthClients.allowedAt), lt(oauthClients.createdAt, before.clients)))
}

export async function insertOAuthCode(tx: Tx, code: Omit<OAuthCodeRow, 'usedAt'>): Promise<void> {
  await tx.insert(oauthCodes).values(code)
}

/** A code as it was before this use, which is noted: of two at once one finds it unused. For the system. */
export async function useOAuthCode(tx: Tx, hash: string, now: Date): Promise<OAuthCodeRow | null> {
  const [row] = await tx.select().from(oauthCodes).where(eq(oauthCodes.hash, hash)).for('update')
  if (row && row.usedAt === null) await tx.update(oauthCodes).set({ usedAt: now }).where(eq(oauthCodes.hash, hash))
  return row ?? null
}

export async function insertOAuthKeys(tx: Tx, keys: readonly Omit<OAuthKeyRow, 'usedAt'>[]): Promise<void> {
  await tx.insert(oauthKeys).values([...keys])
}

/** A key to make new ones with, and the token that it is of; nobody else has it until the transaction is over. For the system. */
export async function findRefreshKey(tx: Tx, hash: string) {
  const [row] = await tx
    .select({ key: oauthKeys, token: apiTokens })
    .from(oauthKeys)
    .innerJoin(apiTokens, eq(apiTokens.id, oauthKeys.tokenId))
    .where(and(eq(oauthKeys.hash, hash), eq(oauthKeys.kind, 'refresh')))
    .for('update')
  return row ?? null
}

/** Notes that new keys were made with it: a second time it makes none. */
export async function noteKeyUsed(tx: Tx, hash: string, now: Date): Promise<void> {
  await tx.update(oauthKeys).set({ usedAt: now }).where(eq(oauthKeys.hash, hash))
}

/** The keys of before are over; those that were just made are not among them. */
export async function endAccessKeys(tx: Tx, tokenId: string): Promise<void> {
  await tx.delete(oauthKeys).where(and(eq(oauthKeys.tokenId, tokenId), eq(oauthKeys.kind, 'access')))
}

/** Whose key it is, of either kind. For the system. */
export async function findOAuthKey(
  tx: Tx,
  hash: string,
): Promise<{ deskId: string; tokenId: string; clientId: string | null } | null> {
  const [row] = await tx
    .select({ deskId: oauthKeys.deskId, tokenId: oauthKeys.tokenId, clientId: apiTokens.clientId })
    .from(oauthKeys)
    .innerJoin(apiTokens, eq(apiTokens.id, oauthKeys.tokenId))
    .where(eq(oauthKeys.hash, hash))
  return row ?? null
}

const keyEnds = z.object({ keyEnds: z.coerce.number().transform((ms) => new Date(ms)) })

/** The token that an access key is of, as `findTokenByHash`; it ends with the key at the latest. */
export async function findTokenByAccessKey(db: Db, hash: string): Promise<KnownToken | null> {
  const [row] = await db.readAsSystem(sql`
    select ${knownTokenColumns}, (extract(epoch from k.expires_at) * 1000)::bigint as "keyEnds"
    from ${knownTokenFrom} join oauth_keys k on t.id = k.token_id and t.user_id = k.user_id
    where k.hash = ${hash} and k.kind = 'access'`)
  if (row === undefined) return null
  const token = readKnownToken(row)
  const { keyEnds: ends } = keyEnds.parse(row)
  return { ...token, expiresAt: token.expiresAt !== null && token.expiresAt < ends ? token.expiresAt : ends }
}
