import { and, eq, gt, isNull, lt, or } from 'drizzle-orm'
import type { Tx } from '../client'
import { authenticators, passkeys, recoveryCodes } from '../schema'

export type AuthenticatorRow = typeof authenticators.$inferSelect
export type PasskeyRow = typeof passkeys.$inferSelect

/** The user's authenticator app, confirmed or not. */
export async function findAuthenticator(tx: Tx, userId: string): Promise<AuthenticatorRow | null> {
  const [row] = await tx.select().from(authenticators).where(eq(authenticators.userId, userId))
  return row ?? null
}

/** Stores a new secret that waits to be confirmed; false where a confirmed one stands. */
export async function proposeAuthenticator(
  tx: Tx,
  userId: string,
  secret: { masterKeyId: string; wrappedKey: string; createdAt: Date },
): Promise<boolean> {
  const rows = await tx
    .insert(authenticators)
    .values({ ...secret, userId })
    .onConflictDoUpdate({ target: authenticators.userId, set: secret, setWhere: isNull(authenticators.confirmedAt) })
    .returning({ userId: authenticators.userId })
  return rows.length > 0
}

/** A step further ahead than this was used while a clock was wrong. */
export const STEPS_AHEAD = 2

/**
 * Notes the step of a code that was right; false where that step or a later one was used already, so that of two
 * sign-ins with one code only one passes.
 */
export async function useStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const rows = await tx
    .update(authenticators)
    .set({ lastStep: step })
    .where(
      and(
        eq(authenticators.userId, userId),
        or(isNull(authenticators.lastStep), lt(authenticators.lastStep, step), gt(authenticators.lastStep, step + STEPS_AHEAD)),
      ),
    )
    .returning({ userId: authenticators.userId })
  return rows.length > 0
}

export async function confirmAuthenticator(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx.update(authenticators).set({ confirmedAt: now }).where(eq(authenticators.userId, userId))
}

/** False where there was none. */
export async function deleteAuthenticator(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.delete(authenticators).where(eq(authenticators.userId, userId)).returning({ id: authenticators.userId })
  return rows.length > 0
}

/** Puts new recovery codes in the place of the old ones; none removes them. */
export async function replaceRecoveryCodes(tx: Tx, userId: string, hashes: readonly string[]): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  if (hashes.length > 0) await tx.insert(recoveryCodes).values(hashes.map((hash) => ({ userId, hash })))
}

/** Uses a recovery code up; false where it is not the user's or was used. */
export async function useRecoveryCode(tx: Tx, userId: string, hash: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt)))
    .returning({ hash: recoveryCodes.hash })
  return rows.length > 0
}

/** Recovery codes that are left. */
export async function countRecoveryCodes(tx: Tx, userId: string): Promise<number> {
  return tx.$count(recoveryCodes, and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
}

export async function listPasskeys(tx: Tx, userId: string): Promise<PasskeyRow[]> {
  return tx.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(passkeys.createdAt, passkeys.id)
}

/** @throws a unique violation (`passkeys_credential`) where somebody has it already */
export async function insertPasskey(
  tx: Tx,
  userId: string,
  passkey: Omit<typeof passkeys.$inferInsert, 'id' | 'userId'>,
): Promise<PasskeyRow> {
  const [row] = await tx
    .insert(passkeys)
    .values({ ...passkey, userId })
    .returning()
  if (!row) throw new Error('PostgreSQL returned no row for a passkey it stored.')
  return row
}

/** Whose passkey it is, for the system: nobody is signed in yet. @param credentialId base64url */
export async function findPasskey(tx: Tx, credentialId: string): Promise<PasskeyRow | null> {
  const [row] = await tx.select().from(passkeys).where(eq(passkeys.credentialId, credentialId))
  return row ?? null
}

export async function touchPasskey(tx: Tx, userId: string, id: string, counter: number, now: Date): Promise<void> {
  await tx
    .update(passkeys)
    .set({ counter, lastUsedAt: now })
    .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
}

/** Null where it is not the user's. */
export async function deletePasskey(tx: Tx, userId: string, id: string): Promise<PasskeyRow | null> {
  const [row] = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
    .returning()
  return row ?? null
}

/** Removes authenticator app, passkeys and recovery codes; false where there was neither a confirmed app nor a passkey. */
export async function removeSecondFactors(tx: Tx, userId: string): Promise<boolean> {
  const authenticator = await findAuthenticator(tx, userId)
  await deleteAuthenticator(tx, userId)
  const removed = await tx.delete(passkeys).where(eq(passkeys.userId, userId)).returning({ id: passkeys.id })
  await replaceRecoveryCodes(tx, userId, [])
  return authenticator?.confirmedAt != null || removed.length > 0
}
