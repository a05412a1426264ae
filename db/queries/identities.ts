import { and, eq } from 'drizzle-orm'
import type { Tx } from '../client'
import { identities, users } from '../schema'

export type IdentityRow = typeof identities.$inferSelect

/** Whose account at a provider it is, for the system; null where nobody linked it, or the user is disabled. */
export async function findIdentity(
  tx: Tx,
  provider: string,
  subject: string,
): Promise<{ identity: IdentityRow; disabled: boolean } | null> {
  const [row] = await tx
    .select({ identity: identities, disabledAt: users.disabledAt })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.provider, provider), eq(identities.subject, subject)))
  return row ? { identity: row.identity, disabled: row.disabledAt !== null } : null
}

export async function listIdentities(tx: Tx, userId: string): Promise<IdentityRow[]> {
  return tx.select().from(identities).where(eq(identities.userId, userId)).orderBy(identities.provider)
}

/** False where the account is linked to somebody already, or the user has another one of that provider. */
export async function insertIdentity(
  tx: Tx,
  userId: string,
  identity: { provider: string; subject: string; label: string | null; createdAt: Date },
): Promise<boolean> {
  const rows = await tx
    .insert(identities)
    .values({ ...identity, userId })
    .onConflictDoNothing()
    .returning({ subject: identities.subject })
  return rows.length > 0
}

/** Null where there is none. */
export async function deleteIdentity(tx: Tx, userId: string, provider: string): Promise<IdentityRow | null> {
  const [row] = await tx
    .delete(identities)
    .where(and(eq(identities.userId, userId), eq(identities.provider, provider)))
    .returning()
  return row ?? null
}
