import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'

interface Range {
  from: Date
  to: Date
  /** Seconds. */
  width: number
}

const uuids = (ids: readonly string[]) => sql`${sql.param(`{${ids.join(',')}}`)}::uuid[]`
const within = (deskId: string, ids: readonly string[], { from, to, width }: Range) => sql`
  user_id = ${deskId}::uuid and account_id = any(${uuids(ids)}) and resolution_seconds = ${width}
  and bucket >= ${from.toISOString()}::timestamptz and bucket < ${to.toISOString()}::timestamptz`

/** Everything that was held in points of one width. */
export async function heldSymbols(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  range: Range,
): Promise<{ symbol: string; position: boolean }[]> {
  const rows = await tx.execute<{ symbol: string; position: boolean }>(sql`
    select distinct symbol, asset_type = 'position' as position from asset_points where ${within(deskId, accountIds, range)}`)
  return rows.map(({ symbol, position }) => ({ symbol, position }))
}

export interface SummedLeg {
  coin: string
  accountId: string
  symbol: string
  position: boolean
  side: 'long' | 'short'
  /** USD × seconds, without its sign. */
  value: DecimalString
}

export interface SummedHedge {
  coin: string
  /** The smaller of both sides, USD × seconds. */
  hedged: DecimalString
  /** How long something was hedged. */
  seconds: number
}

const answer = z.object({
  legs: z.array(z.tuple([z.string(), z.string(), z.string(), z.boolean(), z.enum(['long', 'short']), z.string()])).nullable(),
  hedges: z.array(z.tuple([z.string(), z.string(), z.number()])).nullable(),
})

/** A point stands for so long, in seconds, until the next one; what was not read for longer is not known to have been held. */
const STANDS = 86_400

/**
 * What was long and short of each coin over a stretch, by account and symbol, and how much of it at the same time, by how
 * long it stood. An account that was not read in a point of another's is as it was read last.
 * @param coins the coin that each symbol is exposure to
 */
export async function hedgePoints(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  range: Range,
  coins: readonly { symbol: string; position: boolean; coin: string }[],
): Promise<{ legs: SummedLeg[]; hedges: SummedHedge[] }> {
  const stands = sql`make_interval(secs => ${Math.max(STANDS, range.width)})`
  const [row] = await tx.execute<{ told: string }>(sql`
    with coins as (
      select symbol, position, coin from jsonb_to_recordset(${JSON.stringify(coins)}::text::jsonb) as c(symbol text, position boolean, coin text)
    ), points as (
      -- Until the account was read next: windows and sums alone, whose cost no guess of the planner changes.
      select account_id, bucket, symbol, asset_type = 'position' as position, notional,
        least(coalesce(first_value(bucket) over (partition by account_id order by bucket groups between 1 following and 1 following),
          ${range.to.toISOString()}::timestamptz), bucket + ${stands}) as until
      from (
        select account_id, bucket, symbol, asset_type, notional from asset_points where ${within(deskId, accountIds, range)}
        union all
        -- An account that was read and found empty has no row but this, as far as assets are summed up.
        select account_id, bucket, null, null, null from equity_points where ${within(deskId, accountIds, range)} and bucket <= (
          select max(newest.bucket) from unnest(${uuids(accountIds)}) as a(id) cross join lateral (
            select bucket from asset_points
            where account_id = a.id and user_id is not distinct from ${deskId}::uuid and resolution_seconds = ${range.width}
            order by bucket desc limit 1) newest)
      ) read
    ), held as materialized (
      select p.account_id, p.bucket, p.until, c.coin, p.symbol, p.position, p.notional
      from points p join coins c on c.symbol = p.symbol and c.position = p.position where p.notional <> 0
    ), steps as (
      -- What each side gains as something is held, and loses as it is not any more.
      select coin, at, sum(long) as long, sum(short) as short from (
        select coin, bucket as at, greatest(notional, 0) as long, greatest(-notional, 0) as short from held
        union all
        select coin, until, -greatest(notional, 0), -greatest(-notional, 0) from held
      ) changes group by coin, at
    ), sides as (
      select coin, sum(long) over w as long, sum(short) over w as short,
        extract(epoch from lead(at) over w - at) as seconds
      from steps window w as (partition by coin order by at)
    ), hedges as (
      select coin, sum(least(long, short) * seconds) as hedged, sum(seconds) filter (where long > 0 and short > 0) as seconds
      from sides where seconds is not null group by coin having sum(least(long, short) * seconds) > 0
    ), legs as (
      select coin, account_id, symbol, position, notional > 0 as long, sum(abs(notional) * extract(epoch from until - bucket)) as value
      from held where coin in (select coin from hedges) group by 1, 2, 3, 4, 5
    )
    select json_build_object(
      'legs', (select json_agg(json_build_array(coin, account_id, symbol, position, case when long then 'long' else 'short' end, value::text)
        order by coin, long desc, value desc, account_id, symbol) from legs),
      'hedges', (select json_agg(json_build_array(coin, hedged::text, round(seconds)::bigint) order by hedged desc, coin) from hedges))::text as told`)
  const { legs, hedges } = answer.parse(JSON.parse(row?.told ?? '{"legs":null,"hedges":null}'))
  return {
    legs: (legs ?? []).map(([coin, accountId, symbol, position, side, value]) => ({
      ...{ coin, accountId, symbol, position, side, value },
    })),
    hedges: (hedges ?? []).map(([coin, hedged, seconds]) => ({ coin, hedged, seconds })),
  }
}
