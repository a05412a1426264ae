import { sql } from 'drizzle-orm'
import type { Db, Tx } from '../client'

/**
 * Makes the partitions of days (UTC) up to the one that holds `until`; nothing where they are there. For the system; takes
 * the tables for a moment, and gives up after some seconds where it does not get them.
 * @returns how many were made
 */
export async function makeSnapshotDays(tx: Tx, until: Date): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`select make_snapshot_days(${until.toISOString()}::timestamptz) as n`)
  return row?.n ?? 0
}

/**
 * Drops the days whose snapshots are all older than `before`. Each account's newest snapshot stays, and so does what the
 * finest asset points do not hold yet. What is dropped costs nothing to forget, however much it was.
 * @returns how many days were dropped
 */
export async function dropSnapshotDays(db: Db, before: Date, finestSeconds: number): Promise<number> {
  // By itself: whoever drops days waits for others while it holds none of their tables.
  const [rolledUp] = await db.asSystem((tx) =>
    tx.execute<{ end: string }>(sql`
      with newest as (select max(bucket) as bucket from asset_points where resolution_seconds = ${finestSeconds})
      select least(${before.toISOString()}::timestamptz, case
        when exists (select from snapshots where as_of >= bucket + ${finestSeconds} * interval '1 second') then bucket
        else 'infinity' end)::text as end
      from newest`),
  )
  const [row] = await db.asSystem((tx) =>
    tx.execute<{ n: number }>(sql`select drop_snapshot_days(${rolledUp?.end ?? '-infinity'}::text::timestamptz) as n`),
  )
  return row?.n ?? 0
}

/**
 * Deletes at most `limit` snapshots older than `before`: those before the first day, which were an account's newest when
 * their day went and are no more; within days too where they are kept for less than one. What the finest asset points do
 * not hold yet stays.
 */
export async function deleteSnapshots(
  tx: Tx,
  before: Date,
  finestSeconds: number,
  { limit, withinDays }: { limit: number; withinDays: boolean },
): Promise<number> {
  const first = sql`(select upper from partitions_of('snapshots') where name = 'snapshots_kept')`
  const rows = await tx.execute<{ n: string }>(sql`
    with doomed as (
      select s.account_id, s.user_id, s.as_of from snapshots s
      where s.as_of < ${before.toISOString()}::timestamptz and s.as_of < ${withinDays ? sql`'infinity'` : first}
        and s.as_of < coalesce((select max(bucket) from asset_points where resolution_seconds = ${finestSeconds}),
          (select max(as_of) from snapshots))
        and not exists (select from accounts a
          where a.id = s.account_id and a.user_id = s.user_id and a.last_refreshed_at = s.as_of)
      limit ${limit}
    ), gone as (
      delete from snapshots s using doomed d where s.account_id = d.account_id and s.user_id = d.user_id and s.as_of = d.as_of
      returning 1
    ) select count(*) as n from gone`)
  return Number(rows[0]?.n ?? 0)
}

/** Deletes holdings before the first day that no snapshot has any more. */
export async function deleteKeptHoldings(tx: Tx): Promise<void> {
  await tx.execute(sql`
    delete from holdings h
    where h.day < (select upper from partitions_of('holdings') where name = 'holdings_kept')
      and not exists (select from snapshots s
        where s.account_id = h.account_id and s.user_id = h.user_id and s.holdings_hash = h.hash
          and s.as_of >= h.day and s.as_of < h.day + interval '1 day')`)
}
