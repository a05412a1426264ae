import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { accounts, groupPoints, streamEvents } from '../schema'
import { holdGroupPoints } from './points'

/** Holds up whoever else makes accounts for the user by this, until the transaction ends. */
export async function holdAccounts(tx: Tx, userId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`accounts:${userId}`}::text, 0))`)
}

/**
 * Deletes the user's accounts on an exchange with all that is kept of them, and the user's sums over all accounts, which they
 * are in. Only where the user has no account elsewhere.
 * @returns how many there were
 */
export async function deleteAccountsOn(tx: Tx, userId: string, exchange: string): Promise<number> {
  const rows = await tx
    .delete(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.exchange, exchange)))
    .returning({ id: accounts.id })
  if (rows.length === 0) return 0
  // What is being summed up now is stored before, and deleted, or does not find them any more.
  await holdGroupPoints(tx, userId)
  await tx.delete(groupPoints).where(eq(groupPoints.userId, userId))
  await tx.delete(streamEvents).where(eq(streamEvents.userId, userId))
  return rows.length
}
