import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../client'

const row = z.object({ at: z.coerce.date().nullable() })

/** When any account of this installation was last read; null: never. */
export async function newestReadingAt(db: Db): Promise<Date | null> {
  const [found] = await db.readAsSystem(sql`select max(last_refreshed_at) as at from accounts where archived_at is null`)
  return row.parse(found).at
}
