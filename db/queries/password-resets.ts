import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Tx } from '../client'
import { passwordResets } from '../schema'

/** Stores a link that sets a new password: the hash of its code, never the code. */
export async function insertPasswordReset(
  tx: Tx,
  userId: string,
  reset: { hash: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.insert(passwordResets).values({ ...reset, userId })
}

/** Uses a link up, and all others of its user with it; whose it was, or null where it does not count. For the system. */
export async function usePasswordReset(tx: Tx, hash: string, now: Date): Promise<string | null> {
  const [row] = await tx
    .update(passwordResets)
    .set({ usedAt: now })
    .where(and(eq(passwordResets.hash, hash), isNull(passwordResets.usedAt), gt(passwordResets.expiresAt, now)))
    .returning({ userId: passwordResets.userId })
  if (!row) return null
  await voidPasswordResets(tx, row.userId, now)
  return row.userId
}

/** Makes all open links of a user void. */
export async function voidPasswordResets(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .update(passwordResets)
    .set({ usedAt: now })
    .where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)))
}
