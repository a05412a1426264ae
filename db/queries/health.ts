import { sql } from 'drizzle-orm'
import type { Tx } from '../client'
import journal from '../migrations/meta/_journal.json'

/** True where the database answers and has every migration that this code knows. */
export async function isMigrated(tx: Tx): Promise<boolean> {
  const [made] = await tx.execute<{ there: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  )
  // An empty database; or a role that nobody gave anything yet.
  if (!made?.there) return false
  const newest = Math.max(...journal.entries.map(({ when }) => when))
  const [row] = await tx.execute<{ newest: string | null }>(
    sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`,
  )
  return Number(row?.newest ?? 0) >= newest
}

/**
 * Whether something can be stored: a statement that has to put a few hundred kilobytes on the database's disk, and leaves
 * nothing there. A row that is written tells nothing, for it finds room in a page that is there already.
 * @throws the database's error where it has no room
 */
export async function canStore(tx: Tx): Promise<boolean> {
  const [state] = await tx.execute<{ writable: boolean }>(
    sql`select not pg_is_in_recovery() and current_setting('default_transaction_read_only') = 'off' as writable`,
  )
  // A sort that finds no room in memory.
  await tx.execute(sql`set local work_mem = '64kB'`)
  await tx.execute(
    sql`select count(*) from (select repeat(md5(n::text), 4) as line from generate_series(1, 3000) n order by line offset 0) sorted`,
  )
  return state?.writable === true
}
