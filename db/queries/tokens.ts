import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../client'
import { apiTokens, users } from '../schema'

export type TokenRow = typeof apiTokens.$inferSelect

/** Stores a token: its hash, never itself. */
export async function insertToken(
  tx: Tx,
  userId: string,
  token: Pick<TokenRow, 'name' | 'hash' | 'prefix' | 'scopes' | 'ipAllowList' | 'expiresAt' | 'createdAt'>,
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

/** Ends a token at its next use; null where it is not the user's. A revoked one keeps its first time. */
export async function revokeToken(tx: Tx, userId: string, id: string, now: Date): Promise<TokenRow | null> {
  const own = and(eq(apiTokens.id, id), eq(apiTokens.userId, userId))
  await tx
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(own, isNull(apiTokens.revokedAt)))
  const [row] = await tx.select().from(apiTokens).where(own)
  return row ?? null
}

/** Whose token a hash belongs to, for the system: the owner is not known before. @param hash lower-case hex SHA-256 */
export async function findTokenByHash(
  tx: Tx,
  hash: string,
): Promise<{ token: TokenRow; user: Pick<typeof users.$inferSelect, 'id' | 'disabledAt'> } | null> {
  const [row] = await tx
    .select({ token: apiTokens, user: { id: users.id, disabledAt: users.disabledAt } })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(eq(apiTokens.hash, hash))
  return row ?? null
}

/** Notes that a token was used. */
export async function touchToken(tx: Tx, userId: string, id: string, now: Date): Promise<void> {
  await tx
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(and(eq(apiTokens.id, id), eq(apiTokens.userId, userId)))
}
