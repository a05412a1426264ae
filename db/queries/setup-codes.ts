import { eq } from 'drizzle-orm'
import type { Tx } from '../client'
import { setupCodes } from '../schema'

/** Stores the hash of the setup code in the place of the one before, which is worth nothing from then on. */
export async function putSetupCode(tx: Tx, code: { hash: string; createdAt: Date }): Promise<void> {
  await tx.insert(setupCodes).values(code).onConflictDoUpdate({ target: setupCodes.only, set: code })
}

/** Whether this is the hash of the code that counts; for the system. */
export async function isSetupCode(tx: Tx, hash: string): Promise<boolean> {
  const [row] = await tx.select({ hash: setupCodes.hash }).from(setupCodes).where(eq(setupCodes.hash, hash))
  return row !== undefined
}

/** Takes the code away: it was used, or nobody needs it any more. */
export async function dropSetupCode(tx: Tx): Promise<void> {
  await tx.delete(setupCodes).where(eq(setupCodes.only, true))
}
