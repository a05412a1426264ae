import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from '../client'
import { notices } from '../schema'

/** Keeps a notice in the place of the last one of its kind. For the system. */
export async function keepNotice(tx: Tx, notice: { kind: string; at: Date; details: unknown }): Promise<void> {
  const { kind, at, details } = notice
  await tx.insert(notices).values({ kind, at, details }).onConflictDoUpdate({ target: notices.kind, set: { at, details } })
}

/** The last notice of a kind; null where there is none. For the system. */
export async function findNotice(tx: Tx, kind: string): Promise<typeof notices.$inferSelect | null> {
  const [found] = await tx.select().from(notices).where(eq(notices.kind, kind))
  return found ?? null
}

const row = z.object({
  kind: z.string(),
  at: z.coerce.number().transform((ms) => new Date(ms)),
  details: z.unknown(),
  admin: z.boolean(),
})

/** All notices there are, and whether the user (null: nobody in particular) is an administrator. One round trip. */
export async function listNotices(db: Db, userId: string | null) {
  const rows = await db.readAsSystem(sql`
    select kind, (extract(epoch from at) * 1000)::bigint as at, details,
      exists (select from users where id = ${userId}::uuid and is_admin) as admin
    from notices order by kind`)
  return z.array(row).parse(rows)
}
