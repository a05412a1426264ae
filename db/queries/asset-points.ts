import { sql } from 'drizzle-orm'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'
import { bin, type PointRange } from './points'

/** What was held of one symbol in one stretch of time. */
export interface StoredAssetPoint {
  accountId: string
  at: Date
  size: DecimalString
  notional: DecimalString | null
}

/**
 * Size and notional of a symbol per account and stretch of time, summed over the account's wallets, as they last were in
 * it. A stretch in which the account was read and held none is 0; one in which it was not read is absent.
 */
export async function assetPoints(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  symbol: string,
  range: PointRange,
): Promise<StoredAssetPoint[]> {
  const ids = sql`any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`
  // Of the join not `=`: by the index of a person's points each would look through those of all their accounts, and not by its own key.
  const rows = await tx.execute<{ account: string; at: string; size: string; notional: string | null }>(sql`
    with read as (
      select distinct on (account_id, shown) account_id, bucket, ${bin(range.shownSeconds, sql`bucket`)} as shown
      from equity_points
      where user_id = ${deskId}::uuid and account_id = ${ids} and resolution_seconds = ${range.storedSeconds}
        and bucket >= ${bin(range.shownSeconds, sql`${range.from.toISOString()}::timestamptz`)}
        and bucket < ${range.to.toISOString()}::timestamptz
        and bucket <= (
          -- One step in the index of each account, not all of their points.
          select max(newest.bucket) from accounts a cross join lateral (
            select bucket from asset_points
            where account_id = a.id and user_id = ${deskId}::uuid and resolution_seconds = ${range.storedSeconds}
            order by bucket desc limit 1
          ) newest where a.user_id = ${deskId}::uuid
        )
      order by account_id, shown, bucket desc
    )
    select r.account_id as account, (extract(epoch from r.shown) * 1000)::bigint as at,
      coalesce(sum(p.size), 0)::text as size,
      case when count(p.size) = 0 then '0' when count(p.notional) = 0 then null else sum(p.notional)::text end as notional
    from read r left join asset_points p
      on p.account_id = r.account_id and p.user_id is not distinct from ${deskId}::uuid and p.resolution_seconds = ${range.storedSeconds}
      and p.bucket = r.bucket and p.symbol = ${symbol}
    group by 1, 2 order by 1, 2`)
  return rows.map(({ account, at, size, notional }) => ({ accountId: account, at: new Date(Number(at)), size, notional }))
}
