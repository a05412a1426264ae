import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '../client'
import { refreshes } from '../schema'

export type RefreshRow = typeof refreshes.$inferSelect
/** One try to read an account; without an error code it succeeded. */
export type NewRefresh = Omit<typeof refreshes.$inferInsert, 'id' | 'deskId'>

/** Notes a try to read an account, failed or not. */
export async function recordRefresh(tx: Tx, deskId: string, refresh: NewRefresh): Promise<void> {
  await tx.insert(refreshes).values({ ...refresh, deskId })
}

/** The newest try; null for an account that was never tried. */
export async function lastRefresh(tx: Tx, deskId: string, accountId: string): Promise<RefreshRow | null> {
  const [row] = await listRefreshes(tx, deskId, accountId, 1)
  return row ?? null
}

/** The newest tries of an account, newest first: in the order in which they were stored, whatever clocks said. */
export async function listRefreshes(tx: Tx, deskId: string, accountId: string, limit: number): Promise<RefreshRow[]> {
  return tx
    .select()
    .from(refreshes)
    .where(and(eq(refreshes.accountId, accountId), eq(refreshes.deskId, deskId)))
    .orderBy(desc(refreshes.id))
    .limit(limit)
}
