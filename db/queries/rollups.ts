import { sql } from 'drizzle-orm'
import { USD_DECIMALS } from '@/server/domain/amounts'
import type { Tx } from '../client'
import { bin } from './points'

/**
 * From when on points of a width are written anew: a quarter of an hour before the newest there is, since that bucket
 * may have grown, and snapshots that took long are stored a little after later ones. What is there of a time to come (a
 * clock was set back) keeps nothing from being written.
 */
async function rollUpSince(tx: Tx, seconds: number, now: Date): Promise<string> {
  const [row] = await tx.execute<{ since: string | null }>(sql`
    select ${bin(seconds, sql`max(bucket) - interval '15 minutes'`)}::text as since
    from asset_points where resolution_seconds = ${seconds} and bucket <= ${now.toISOString()}::timestamptz`)
  return row?.since ?? '-infinity'
}

const values = sql`size = excluded.size, notional = excluded.notional, profit = excluded.profit`
/** USD of a position; of several sides of one it is not known where it is not of one of them. */
const profit = sql`case when bool_and(a.asset_type = 'position' and a.unrealized_profit is not null and a.price is not null)
  then round(sum(a.unrealized_profit * a.price), ${sql.raw(String(USD_DECIMALS))}) end`

/**
 * Writes what each account last held in each bucket, from its snapshots. A rerun changes nothing. Answers the number of points written.
 */
export async function rollUpAssets(tx: Tx, seconds: number, now: Date): Promise<number> {
  const since = await rollUpSince(tx, seconds, now)
  const rows = await tx.execute<{ n: string }>(sql`
    with last as (
      select distinct on (account_id, bucket) account_id, user_id, as_of, holdings_hash, asset_values,
        ${bin(seconds, sql`as_of`)} as bucket
      from snapshots where as_of >= ${since}::timestamptz
      order by account_id, bucket, as_of desc
    ), assets as (
      select l.account_id, l.user_id, l.bucket, a.symbol, a.wallet_type, a.asset_type, sum(a.size) as size,
        sum(a.notional) as notional, ${profit} as profit
      from last l join holdings h on h.account_id = l.account_id and h.user_id = l.user_id
        and h.day = date_trunc('day', l.as_of, 'UTC') and h.hash = l.holdings_hash
        cross join lateral assets_of(h.assets, l.asset_values) a
      group by 1, 2, 3, 4, 5, 6
    ), gone as (
      delete from asset_points p using last l
      where p.account_id = l.account_id and p.resolution_seconds = ${seconds} and p.bucket = l.bucket
        and not exists (select from assets a where a.account_id = l.account_id and a.bucket = l.bucket
          and a.symbol = p.symbol and a.wallet_type = p.wallet_type and a.asset_type = p.asset_type)
    ), written as (
      insert into asset_points (account_id, user_id, resolution_seconds, bucket, symbol, wallet_type, asset_type, size, notional, profit)
      select account_id, user_id, ${seconds}, bucket, symbol, wallet_type, asset_type, size, notional, profit from assets
      on conflict (account_id, resolution_seconds, bucket, symbol, wallet_type, asset_type) do update set ${values}
      returning 1
    ) select count(*) as n from written`)
  return Number(rows[0]?.n ?? 0)
}

/**
 * The same for a coarser width, from the finer points: what was held when the account was last read in each bucket (its
 * equity points tell when that was; an account that was emptied has no asset points then).
 */
export async function rollUpAssetPoints(tx: Tx, fromSeconds: number, seconds: number, now: Date): Promise<number> {
  const since = await rollUpSince(tx, seconds, now)
  const rows = await tx.execute<{ n: string }>(sql`
    with last as (
      select account_id, ${bin(seconds, sql`bucket`)} as wide, max(bucket) as bucket from equity_points
      where resolution_seconds = ${fromSeconds} and bucket >= ${since}::timestamptz
        and bucket <= (select max(bucket) from asset_points where resolution_seconds = ${fromSeconds})
      group by 1, 2
    ), gone as (
      delete from asset_points p using last l
      where p.account_id = l.account_id and p.resolution_seconds = ${seconds} and p.bucket = l.wide
        and not exists (select from asset_points f
          where f.account_id = l.account_id and f.resolution_seconds = ${fromSeconds} and f.bucket = l.bucket
            and f.symbol = p.symbol and f.wallet_type = p.wallet_type and f.asset_type = p.asset_type)
    ), written as (
      insert into asset_points (account_id, user_id, resolution_seconds, bucket, symbol, wallet_type, asset_type, size, notional, profit)
      select f.account_id, f.user_id, ${seconds}, l.wide, f.symbol, f.wallet_type, f.asset_type, f.size, f.notional, f.profit
      from last l join asset_points f
        on f.account_id = l.account_id and f.resolution_seconds = ${fromSeconds} and f.bucket = l.bucket
      on conflict (account_id, resolution_seconds, bucket, symbol, wallet_type, asset_type) do update set ${values}
      returning 1
    ) select count(*) as n from written`)
  return Number(rows[0]?.n ?? 0)
}

type PointTable = 'equity_points' | 'group_points' | 'asset_points'

/** Deletes points of one width that begin before a moment. */
export async function deletePoints(tx: Tx, table: PointTable, seconds: number, before: Date): Promise<number> {
  const rows = await tx.execute<{ n: string }>(sql`
    with gone as (
      delete from ${sql.identifier(table)}
      where resolution_seconds = ${seconds} and bucket < ${before.toISOString()}::timestamptz returning 1
    ) select count(*) as n from gone`)
  return Number(rows[0]?.n ?? 0)
}

/** Deletes the list of tries to refresh older than a moment. */
export async function deleteRefreshes(tx: Tx, before: Date): Promise<number> {
  const rows = await tx.execute<{ n: string }>(sql`
    with gone as (delete from refreshes where started_at < ${before.toISOString()}::timestamptz returning 1)
    select count(*) as n from gone`)
  return Number(rows[0]?.n ?? 0)
}
