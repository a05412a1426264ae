import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../client'
import { attempts } from '../schema'

/** How many tries are free, and how the wait grows behind them. */
export interface AttemptPolicy {
  free: number
  /** Wait after the first try that is not free; doubles with each further one. */
  firstWaitSeconds: number
  longestWaitSeconds: number
  /** Without a try for so long all is forgotten. */
  forgetSeconds: number
}

/**
 * Counts a try, before it is known whether it succeeds, so that many at once do not all pass as the first.
 * @returns until when the next ones wait; null: not at all. While a wait runs nothing is counted, and its end is answered
 */
export async function countAttempt(
  tx: Tx,
  key: string,
  policy: AttemptPolicy,
  now: Date,
): Promise<{ refused: boolean; until: Date | null }> {
  const at = sql`${now.toISOString()}::timestamptz`
  // A wait that was noted at a moment to come, by a clock that was wrong, holds nobody up.
  const running = sql`(${attempts.blockedUntil} > ${at} and ${attempts.lastAt} <= ${at} + interval '15 seconds')`
  const forgotten = sql`${attempts.lastAt} < ${at} - make_interval(secs => ${policy.forgetSeconds})`
  const count = sql`case when ${running} then ${attempts.count} when ${forgotten} then 1 else ${attempts.count} + 1 end`
  const wait = sql`least(${policy.longestWaitSeconds}::float8, ${policy.firstWaitSeconds}::float8 * power(2, least(30, (${count}) - ${policy.free} - 1)))`
  const rows = await tx.execute<{ until: string | null; refused: boolean }>(sql`
    insert into attempts (key, count, last_at, blocked_until)
    values (${key}, 1, ${at}, case when ${policy.free} < 1 then ${at} + make_interval(secs => ${policy.firstWaitSeconds}) end)
    on conflict (key) do update set
      count = ${count},
      refused = case when ${running} then attempts.refused + 1 else 0 end,
      last_at = case when ${running} then attempts.last_at else ${at} end,
      blocked_until = case
        when ${running} then attempts.blocked_until
        when (${count}) > ${policy.free} then ${at} + make_interval(secs => ${wait})
      end
    returning (extract(epoch from blocked_until) * 1000)::bigint as until, refused > 0 as refused`)
  const [row] = rows
  const until = row?.until == null ? null : new Date(Number(row.until))
  return { refused: row?.refused ?? false, until }
}

/** Takes back tries that turned out to be right. */
export async function forgiveAttempts(tx: Tx, key: string, options: { all: boolean }): Promise<void> {
  if (options.all) await tx.delete(attempts).where(eq(attempts.key, key))
  else {
    await tx
      .update(attempts)
      .set({ count: sql`greatest(0, ${attempts.count} - 1)`, blockedUntil: null })
      .where(eq(attempts.key, key))
  }
}
