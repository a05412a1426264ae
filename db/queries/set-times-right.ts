import { sql } from 'drizzle-orm'
import type { Tx } from '../client'

/**
 * Undoes what a clock that was wrong has planned: what was planned at a moment that has not come yet is due now, and waits
 * that exchanges asked for end as long after now as they should have ended after then. For the system.
 * @param latest what lies behind it was noted by a wrong clock: now, and what clocks may differ
 * @returns how many plans and waits were set right
 */
export async function setTimesRight(tx: Tx, now: Date, latest: Date): Promise<number> {
  const [at, last] = [sql`${now.toISOString()}::timestamptz`, sql`${latest.toISOString()}::timestamptz`]
  const rows = await tx.execute<{ n: string }>(sql`
    with plans as (
      update accounts set planned_at = ${at},
        limited_until = limited_until - (planned_at - ${at}),
        next_refresh_at = greatest(${at}, limited_until - (planned_at - ${at}))
      where planned_at > ${last} returning 1
    ), waits as (
      update exchange_pauses set until = until - (noted_at - ${at}), noted_at = ${at} where noted_at > ${last} returning 1
    ), checks as (
      update accounts set key_checked_at = ${at} where key_checked_at > ${last} and (planned_at is null or planned_at <= ${last}) returning 1
    ), pages as (
      delete from open_pages where until > ${last} + interval '2 hours' returning 1
    )
    select (select count(*) from plans) + (select count(*) from waits) + (select count(*) from checks) as n`)
  return Number(rows[0]?.n ?? 0)
}

/** What the job queue (schema `pgboss`) noted of a time to come: its clock-work would rest until then. */
export const QUEUE_TIMES_RIGHT = `
  update pgboss.version set cron_on = null, maintained_on = null, monitored_on = null
  where greatest(cron_on, maintained_on, monitored_on) > now() + interval '5 seconds'`

/** The database's clock. */
export async function databaseTime(tx: Tx): Promise<Date> {
  const [row] = await tx.execute<{ at: string }>(sql`select (extract(epoch from clock_timestamp()) * 1000)::bigint as at`)
  return new Date(Number(row?.at))
}
