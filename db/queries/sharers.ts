import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../client'

/** How many processes hold one of the places of a name (`AdvisoryLocks.tryPlace`): as many as are taken. */
export async function placesTaken(db: Db, name: string): Promise<number> {
  const [row] = await db.readAsSystem<{ taken: number }>(sql`
    select count(distinct objid)::int as taken from pg_locks
    where locktype = 'advisory' and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
      and classid::bigint = hashtext(${name}) & 4294967295`)
  return z.object({ taken: z.number() }).parse(row).taken
}
