import { sql } from 'drizzle-orm'
import type { Tx } from '../client'
import journal from '../migrations/meta/_journal.json'

/** True where the database answers and has every migration that this code knows. */
export async function isMigrated(tx: Tx): Promise<boolean> {
  const newest = Math.max(...journal.entries.map(({ when }) => when))
  const [row] = await tx.execute<{ newest: string | null }>(
    sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`,
  )
  return Number(row?.newest ?? 0) >= newest
}
