import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { accounts, groupPoints, streamEvents } from '../schema'
import { holdGroupPoints } from './points'

/** Holds up whoever else makes accounts for the user by this, until the transaction ends. */
export async function holdAccounts(tx: Tx, deskId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`accounts:${deskId}`}::text, 0))`)
}

/**
 * Deletes the user's accounts on an exchange with all that is kept of them, and the user's sums over all accounts, which they
 * are in. Only where the user has no account elsewhere.
 * @returns how many there were
 */
export async function deleteAccountsOn(tx: Tx, deskId: string, exchange: string): Promise<number> {
  const rows = await tx
    .delete(accounts)
    .where(and(eq(accounts.deskId, deskId), eq(accounts.exchange, exchange)))
    .returning({ id: accounts.id })
  if (rows.length === 0) return 0
  // What is being summed up now is stored before, and deleted, or does not find them any more.
  await holdGroupPoints(tx, deskId)
  await tx.delete(groupPoints).where(eq(groupPoints.deskId, deskId))
  await tx.delete(streamEvents).where(eq(streamEvents.deskId, deskId))
  return rows.length
}
