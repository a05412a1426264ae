import { sql } from 'drizzle-orm'
import type { Tx } from '../client'

/** An account whose user has a page open. */
export interface WatchedAccount {
  accountId: string
  deskId: string
  exchange: string
  /** Changes when the account gets another key. */
  keyVersion: string
  /** The exchange wants no calls from our address now. */
  paused: boolean
}

/** Active accounts with a working key on `exchanges` whose users have a page open; `egress` names our address. */
export async function watchedAccounts(
  tx: Tx,
  exchanges: readonly string[],
  egress: string,
  now: Date,
): Promise<WatchedAccount[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  return tx.execute<WatchedAccount & Record<string, unknown>>(sql`
    select a.id as "accountId", a.user_id as "deskId", a.exchange, k.created_at::text as "keyVersion",
      exists (select from exchange_pauses p where p.exchange = a.exchange and p.egress = ${egress} and p.until > ${at}) as paused
    from (select distinct user_id from open_pages where until > ${at}) w
    join desks u on u.id = w.user_id and u.disabled_at is null
    join accounts a on a.user_id = w.user_id and a.archived_at is null and a.valid
      -- Its key would tell what happens to the main account.
      and a.sub_account is null
    join account_keys k on k.account_id = a.id
    where a.exchange = any(${`{${exchanges.join(',')}}`}::text[])
    order by a.created_at, a.id`)
}
