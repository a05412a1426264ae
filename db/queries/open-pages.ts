import { lt } from 'drizzle-orm'
import type { Tx } from '../client'
import { openPages } from '../schema'

/** Notes that a user has a page open at a process (`holder`), until the moment given. */
export async function keepPageOpen(tx: Tx, deskId: string, holder: string, until: Date): Promise<void> {
  await tx
    .insert(openPages)
    .values({ deskId, holder, until })
    .onConflictDoUpdate({ target: [openPages.deskId, openPages.holder], set: { until } })
}

/** Forgets pages that nobody spoke for any more. */
export async function deleteClosedPages(tx: Tx, before: Date): Promise<void> {
  await tx.delete(openPages).where(lt(openPages.until, before))
}
