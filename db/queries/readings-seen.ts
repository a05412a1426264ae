import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../client'

const row = z.object({ read: z.coerce.date().nullable(), due: z.coerce.date().nullable() })

/** When any account of this installation was last read, and when the first one is due that waits; null: never, and none. */
export async function readingsSeen(db: Db): Promise<{ read: Date | null; due: Date | null }> {
  const [found] = await db.readAsSystem(
    sql`select max(last_refreshed_at) as read, min(next_refresh_at) as due from accounts where archived_at is null`,
  )
  return row.parse(found)
}
