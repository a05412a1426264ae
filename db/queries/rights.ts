import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../client'
import type { Liveness } from './sessions'

/** PostgreSQL channel on which the database itself says whose rights may have ended; the payload is the user's id. */
export const RIGHTS_CHANNEL = 'ballast_rights'

/** What somebody may act by at a moment. */
export interface Rights {
  /** Sessions that are live. */
  sessionIds: ReadonlySet<string>
  /** API tokens that are neither revoked nor over. */
  tokenIds: ReadonlySet<string>
  /** Whether a password alone does not sign them in. */
  hasSecondFactor: boolean
}

const rights = z.object({
  sessions: z.array(z.string()),
  tokens: z.array(z.string()),
  second: z.boolean(),
})

/** All by which a user may act, in one statement; null for somebody who is disabled or gone. */
export async function findRights(tx: Tx, userId: string, { now, idleSince }: Liveness): Promise<Rights | null> {
  const at = sql`${now.toISOString()}::timestamptz`
  const [row] = await tx.execute(sql`
    select
      array(select id::text from sessions where user_id = u.id and revoked_at is null and expires_at > ${at}
        and last_used_at > ${idleSince.toISOString()}::timestamptz) as sessions,
      array(select id::text from api_tokens where user_id = u.id and revoked_at is null
        and (expires_at is null or expires_at > ${at})) as tokens,
      exists (select from authenticators where user_id = u.id and confirmed_at is not null)
        or exists (select from passkeys where user_id = u.id) as second
    from users u where u.id = ${userId} and u.disabled_at is null`)
  if (!row) return null
  const { sessions, tokens, second } = rights.parse(row)
  return { sessionIds: new Set(sessions), tokenIds: new Set(tokens), hasSecondFactor: second }
}
