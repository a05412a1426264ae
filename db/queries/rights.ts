import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../client'
import type { Liveness } from './sessions'
import { makerOf, memberAccounts, withinBoth } from './tokens'

/** PostgreSQL channel on which the database itself says whose rights may have ended; the payload is a person's or a desk's id. */
export const RIGHTS_CHANNEL = 'ballast_rights'

/** What somebody may on a desk: their role, and the accounts that it is for (null: all). */
export interface Right {
  role: string
  accounts: readonly string[] | null
}

/** What somebody who is signed in may act by at a moment. */
export interface Rights {
  /** Sessions that are live. */
  sessionIds: ReadonlySet<string>
  /** By desk. */
  desks: ReadonlyMap<string, Right>
  /** Whether a password alone does not sign them in. */
  hasSecondFactor: boolean
}

const ids = z.array(z.string()).readonly().nullable()
const right = z.object({ role: z.string(), accounts: ids })

const rights = z.object({
  sessions: z.array(z.string()),
  desks: z.record(z.string(), right),
  second: z.boolean(),
})

/**
 * All by which a person may act, in one statement; null for somebody who is disabled or gone. As the system: what a desk's tags
 * are of is not seen by a person alone.
 */
export async function findRights(db: Db, userId: string, { now, idleSince }: Liveness): Promise<Rights | null> {
  const at = sql`${now.toISOString()}::timestamptz`
  const [row] = await db.readAsSystem(sql`
    select
      array(select id::text from sessions where user_id = u.id and revoked_at is null and expires_at > ${at}
        and last_used_at > ${idleSince.toISOString()}::timestamptz) as sessions,
      coalesce((select json_object_agg(m.desk_id, json_build_object('role', m.role, 'accounts', ${memberAccounts(sql`m`)}))
        from desk_members m where m.user_id = u.id), '{}') as desks,
      exists (select from authenticators where user_id = u.id and confirmed_at is not null)
        or exists (select from passkeys where user_id = u.id) as second
    from users u where u.id = ${userId}::uuid and u.disabled_at is null`)
  if (!row) return null
  const { sessions, desks, second } = rights.parse(row)
  return { sessionIds: new Set(sessions), desks: new Map(Object.entries(desks)), hasSecondFactor: second }
}

const tokenRight = z
  .object({ id: z.string(), role: z.string(), own: ids, accounts: ids })
  .transform(({ id, role, own, accounts }): [string, Right] => [id, { role, accounts: withinBoth(own, accounts) }])

/** What each API token of a desk may that is neither over nor of somebody who may not act there any more. */
export async function findTokenRights(db: Db, deskId: string, now: Date): Promise<ReadonlyMap<string, Right>> {
  const rows = await db.readAsSystem(sql`
    select t.id::text, m.role, t.account_ids::text[] as own, ${memberAccounts(sql`m`)} as accounts
    from api_tokens t join desks d on d.id = t.user_id
      join ${makerOf('t')}
      join users u on u.id = m.user_id
    where t.user_id = ${deskId}::uuid and t.revoked_at is null and d.disabled_at is null and u.disabled_at is null
      and (t.expires_at is null or t.expires_at > ${now.toISOString()}::timestamptz)`)
  return new Map(rows.map((row) => tokenRight.parse(row)))
}
