import { sql } from 'drizzle-orm'
import type { Tx } from '../client'

/** An account whose key was not asked after for long. */
export interface DueKey {
  accountId: string
  deskId: string
}

/**
 * Active accounts whose key works and was last asked after before `before`, the longest ago first. Those of exchanges
 * that want no calls from `egress` are left out.
 */
export async function dueKeys(
  tx: Tx,
  egress: string,
  { before, now, limit }: { before: Date; now: Date; limit: number },
): Promise<DueKey[]> {
  return tx.execute<DueKey & Record<string, unknown>>(sql`
    select a.id as "accountId", a.user_id as "deskId"
    from accounts a
    join desks u on u.id = a.user_id and u.disabled_at is null
    where a.archived_at is null and a.valid
      and coalesce(a.key_checked_at, a.created_at) <= ${before.toISOString()}::timestamptz
      and not exists (
        select from exchange_pauses p
        where p.exchange = a.exchange and p.egress = ${egress} and p.until > ${now.toISOString()}::timestamptz)
    order by coalesce(a.key_checked_at, a.created_at), a.id
    limit ${limit}`)
}
