import { and, eq } from 'drizzle-orm'
import type { Tx } from '../client'
import { accountKeys, accountSecrets, accounts } from '../schema'

/** An account's credentials as they are stored: a data key wrapped by a master key, and one ciphertext per field. */
export interface SealedCredentials {
  masterKeyId: string
  /** base64: nonce ‖ ciphertext ‖ tag. */
  wrappedKey: string
  secrets: { field: string; sealed: string }[]
}

/** The sealed credentials of an account; null once it is archived, and for an account that is not the user's. */
export async function findSecrets(tx: Tx, deskId: string, accountId: string): Promise<SealedCredentials | null> {
  const rows = await tx
    .select({
      masterKeyId: accountKeys.masterKeyId,
      wrappedKey: accountKeys.wrappedKey,
      field: accountSecrets.field,
      sealed: accountSecrets.sealed,
    })
    .from(accountKeys)
    .innerJoin(
      accountSecrets,
      and(eq(accountSecrets.accountId, accountKeys.accountId), eq(accountSecrets.deskId, accountKeys.deskId)),
    )
    .where(and(eq(accountKeys.accountId, accountId), eq(accountKeys.deskId, deskId)))
  const [first] = rows
  if (!first) return null
  const { masterKeyId, wrappedKey } = first
  return { masterKeyId, wrappedKey, secrets: rows.map(({ field, sealed }) => ({ field, sealed })) }
}

/** Stores the sealed credentials of an account that has none. */
export async function insertSecrets(tx: Tx, deskId: string, accountId: string, sealed: SealedCredentials): Promise<void> {
  const { masterKeyId, wrappedKey, secrets } = sealed
  await tx.insert(accountKeys).values({ accountId, deskId, masterKeyId, wrappedKey })
  if (secrets.length > 0) await tx.insert(accountSecrets).values(secrets.map((secret) => ({ accountId, deskId, ...secret })))
}

/** Destroys an account's credentials. */
export async function deleteSecrets(tx: Tx, deskId: string, accountId: string): Promise<void> {
  await tx.delete(accountSecrets).where(and(eq(accountSecrets.accountId, accountId), eq(accountSecrets.deskId, deskId)))
  await tx.delete(accountKeys).where(and(eq(accountKeys.accountId, accountId), eq(accountKeys.deskId, deskId)))
}

/** Puts new sealed credentials in the place of the old ones, which are destroyed. */
export async function replaceSecrets(tx: Tx, deskId: string, accountId: string, sealed: SealedCredentials): Promise<void> {
  // One after the other: what a second one deletes would not be what the first has written meanwhile.
  await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.deskId, deskId)))
    .for('update')
  await deleteSecrets(tx, deskId, accountId)
  await insertSecrets(tx, deskId, accountId, sealed)
}
