import { sql } from 'drizzle-orm'
import type { Tx } from '../client'

/** An account whose next snapshot is due. */
export interface DueAccount {
  accountId: string
  deskId: string
  exchange: string
  /** Its user has a page open. */
  watched: boolean
}

/**
 * Active accounts whose time has come, at most `perExchange` of each exchange: those of users with an open page first,
 * then those that waited longest. Exchanges that want no calls from `egress` are left out.
 */
export async function dueAccounts(tx: Tx, egress: string, perExchange: number, now: Date): Promise<DueAccount[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  return tx.execute<DueAccount & Record<string, unknown>>(sql`
    select id as "accountId", user_id as "deskId", exchange, watched from (
      select a.id, a.user_id, a.exchange, a.next_refresh_at, w.user_id is not null as watched,
        row_number() over (partition by a.exchange order by w.user_id is null, a.next_refresh_at, a.id) as place
      from accounts a
      join desks u on u.id = a.user_id and u.disabled_at is null
      left join (select distinct user_id from open_pages where until > ${at}) w on w.user_id = a.user_id
      where a.archived_at is null and a.next_refresh_at <= ${at}
        and not exists (select from exchange_pauses p where p.exchange = a.exchange and p.egress = ${egress} and p.until > ${at})
    ) due where place <= ${perExchange} order by not watched, next_refresh_at, id`)
}

/** Exchanges that active accounts are on. */
export async function exchangesInUse(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ exchange: string }>(
    sql`select distinct exchange from accounts where archived_at is null order by exchange`,
  )
  return rows.map(({ exchange }) => exchange)
}
