import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../client'
import { memberAccounts } from './tokens'

const member = z.object({
  userId: z.string(),
  role: z.string(),
  /** The accounts that they see; null: all. */
  accounts: z.array(z.string()).nullable(),
  disabled: z.boolean(),
})
export type MemberSeen = z.output<typeof member>

/** What each member of a desk may see just now, and whether they may sign in. As the system: a desk does not see the rows of people. */
export async function membersSeen(db: Db, deskId: string): Promise<MemberSeen[]> {
  const rows = await db.readAsSystem(sql`
    select m.user_id as "userId", m.role, ${memberAccounts(sql`m`)} as accounts, u.disabled_at is not null as disabled
    from desk_members m join users u on u.id = m.user_id where m.desk_id = ${deskId}::uuid`)
  return z.array(member).parse(rows)
}
