import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'

/** Equity of an account at a moment, with what is set aside, so that it compares with others. */
export interface EquityEnd {
  at: Date
  equity: DecimalString
}

export interface EquityEnds {
  accountId: string
  /** The last point up to the beginning, else the first behind it. */
  first: EquityEnd
  last: EquityEnd
}

interface EndsRange {
  from: Date
  /** A point so long before the beginning still is one. */
  reachMs: number
  /** Widths of the points that the ends are taken from, in seconds. */
  widths: { first: number; last: number }
}

const end = z.tuple([z.number(), z.string()]).nullable()

/** Equity of accounts at the beginning of a stretch and at an end of their own, each by a few look-ups; absent where nothing was read in it. */
export async function equityEnds(
  tx: Tx,
  userId: string,
  accounts: readonly { id: string; to: Date }[],
  { from, reachMs, widths }: EndsRange,
): Promise<EquityEnds[]> {
  const moment = (at: Date | number) => sql`${new Date(at).toISOString()}::timestamptz`
  const point = sql`json_build_array((extract(epoch from close_as_of) * 1000)::bigint, (close + coalesce(close_aside, 0))::text)`
  // Not `=`: by the index of a person's points each account would look through those of all others (130 ms of 1,000 accounts).
  const of = (width: number) => sql`from equity_points where account_id = a.id and user_id is not distinct from ${userId}::uuid
    and resolution_seconds = ${width}`
  const [row] = await tx.execute<{ rows: string | null }>(sql`
    select json_agg(json_build_array(a.id, b.point, f.point, l.point))::text as rows
    from unnest(${sql.param(`{${accounts.map(({ id }) => id).join(',')}}`)}::uuid[],
      ${sql.param(`{${accounts.map(({ to }) => to.toISOString()).join(',')}}`)}::timestamptz[]) as a(id, until)
    left join lateral (
      select ${point} as point ${of(widths.first)} and bucket <= ${moment(from)} and bucket >= ${moment(from.getTime() - reachMs)}
        and close_as_of <= ${moment(from)} order by bucket desc limit 1) b on true
    left join lateral (
      select ${point} as point ${of(widths.first)} and b.point is null
        and bucket > ${moment(from.getTime() - widths.first * 1000)} and close_as_of > ${moment(from)} and close_as_of <= a.until
      order by bucket limit 1) f on true
    left join lateral (
      select ${point} as point ${of(widths.last)} and bucket <= a.until and bucket >= ${moment(from.getTime() - reachMs)}
        and close_as_of <= a.until order by bucket desc limit 1) l on true`)
  return z
    .array(z.tuple([z.string(), end, end, end]))
    .parse(JSON.parse(row?.rows ?? '[]'))
    .flatMap(([accountId, before, after, last]) => {
      const first = before ?? after
      if (!first || !last) return []
      const told = ([at, equity]: [number, string]) => ({ at: new Date(at), equity })
      return [{ accountId, first: told(first), last: told(last) }]
    })
}
