import { sql } from 'drizzle-orm'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'

/** A point of small worth tells no price: it is kept to a millionth of a dollar. */
const LEAST_WORTH = 1
/** How far a price may be from an entry's moment, in seconds, by the width of the points that it is taken from. */
const REACH = { 300: 3600, 3600: 7200, 86400: 86_400 } as const

/**
 * Gives entries without a price the one of the nearest reading in which anyone of the user's accounts held the coin: from a
 * snapshot of the account itself within an hour, else from the nearest stored point, the finest width first, at most an
 * hour, two or a day away. The dollar is its own price. Marks what it looked at.
 * @returns entries that it looked at, and how many of them got a price
 */
export async function priceByReadings(
  tx: Tx,
  userId: string,
  { accountId, now, limit }: { accountId: string; now: Date; limit: number },
): Promise<{ looked: number; priced: number }> {
  const at = sql`${now.toISOString()}::timestamptz`
  const near = (side: 'before' | 'after', coin: string, moment: string) => {
    const [compare, order] = side === 'before' ? [sql`<=`, sql`desc`] : [sql`>`, sql`asc`]
    const widths = Object.entries(REACH).map(
      ([width, reach]) => sql`(select notional / size as price,
          p.bucket + make_interval(secs => ${Number(width)}) as at, ${Number(width)}::int as width from asset_points p
        where p.user_id = ${userId}::uuid and p.symbol = ${sql.raw(coin)} and p.resolution_seconds = ${Number(width)}
          and p.asset_type = 'token' and p.size <> 0 and abs(p.notional) >= ${LEAST_WORTH}
          and p.bucket + make_interval(secs => ${Number(width)}) ${compare} ${sql.raw(moment)}
          and ${sql.raw(moment)} >= (select oldest from bounds)
          and p.bucket between ${sql.raw(moment)} - make_interval(secs => ${reach + Number(width)}) and ${sql.raw(moment)} + make_interval(secs => ${reach})
        order by p.bucket ${order} limit 1)`,
    )
    return sql.join(widths, sql` union all `)
  }
  const snapshot = (side: 'before' | 'after') => {
    const [compare, order] = side === 'before' ? [sql`<=`, sql`desc`] : [sql`>`, sql`asc`]
    return sql`(select s.as_of, s.holdings_hash, s.asset_values, s.account_id from snapshots s
      where s.account_id = f.account_id and s.user_id = ${userId}::uuid and s.as_of ${compare} f.at
        and f.at >= (select kept from bounds)
        and s.as_of between f.at - interval '1 hour' and f.at + interval '1 hour'
      order by s.as_of ${order} limit 1)`
  }
  const priceOf = (coin: string) => sql`
    select price, at, width from (
      select a.price, coalesce(a.price_as_of, s.as_of) as at, 0 as width
      from (${snapshot('before')} union all ${snapshot('after')}) s
      join holdings h on h.account_id = s.account_id and h.user_id = ${userId}::uuid
        and h.day = date_trunc('day', s.as_of, 'UTC') and h.hash = s.holdings_hash
      cross join lateral assets_of(h.assets, s.asset_values) a
      where a.asset_type = 'token' and a.symbol = ${sql.raw(coin)} and a.price is not null
      union all ${near('before', coin, 'f.at')} union all ${near('after', coin, 'f.at')}
    ) prices order by width, abs(extract(epoch from at - f.at)) limit 1`
  const [row] = await tx.execute<{ looked: string; priced: string }>(sql`
    with bounds as materialized (
      -- Nothing is looked for before the first reading.
      select (select min(bucket) - interval '2 days' from equity_points
          where user_id = ${userId}::uuid and resolution_seconds = 86400) as oldest,
        (select min(as_of) - interval '1 hour' from snapshots
          where account_id = ${accountId}::uuid and user_id = ${userId}::uuid) as kept
    ), wanted as (
      select f.id, f.at, f.coin, f.fee_coin, f.account_id from flows f
      where f.account_id = ${accountId}::uuid and f.user_id = ${userId}::uuid and f.price is null and f.state = 'done'
        and (f.priced_at is null or f.priced_at < ${at} - interval '1 day')
      order by f.at desc limit ${limit}
    ), found as (
      select f.id, f.coin, case when f.coin = 'USD' then 1 else p.price end as price,
        case when f.coin = 'USD' then 'fixed' when p.price is not null then 'snapshot' end as source,
        case when f.coin = 'USD' then f.at else p.at end as price_at,
        case when f.fee_coin = 'USD' then 1 when f.fee_coin = f.coin then p.price else c.price end as fee_price
      from wanted f
      left join lateral (${priceOf('f.coin')}) p on f.coin <> 'USD'
      left join lateral (${priceOf('f.fee_coin')}) c on f.fee_coin is not null and f.fee_coin not in ('USD', f.coin)
    ), priced as (
      update flows set price = found.price, price_source = found.source, price_at = found.price_at, fee_price = found.fee_price,
        priced_at = ${at}
      from found where flows.id = found.id and flows.user_id = ${userId}::uuid
      returning flows.account_id, flows.at, flows.price
    ), stale as (
      delete from performance_days d using priced
      where priced.price is not null and d.account_id = priced.account_id and d.user_id = ${userId}::uuid
        and d.open_at < priced.at and d.close_at >= priced.at
    ) select count(*) as looked, count(price) as priced from priced`)
  return { looked: Number(row?.looked ?? 0), priced: Number(row?.priced ?? 0) }
}

/** A coin at an hour that entries want a price of. */
export interface WantedPrice {
  coin: string
  /** Start of the hour. */
  at: Date
  entries: number
}

/** Coins and hours of an account's entries that readings told no price of and candles were not asked for, newest first. */
export async function unpricedHours(
  tx: Tx,
  userId: string,
  { accountId, limit }: { accountId: string; limit: number },
): Promise<WantedPrice[]> {
  const rows = await tx.execute<{ coin: string; at: string; n: string }>(sql`
    select coin, (extract(epoch from date_trunc('hour', at, 'UTC')) * 1000)::bigint as at, count(*) as n from flows
    where account_id = ${accountId}::uuid and user_id = ${userId}::uuid and price is null and state = 'done'
      and priced_at is not null and price_source is null
    group by 1, 2 order by 2 desc, 1 limit ${limit}`)
  return rows.map(({ coin, at, n }) => ({ coin, at: new Date(Number(at)), entries: Number(n) }))
}

/** Gives entries of hours the price that candles tell; null: there is none, and it is not asked for again. */
export async function priceByCandles(
  tx: Tx,
  userId: string,
  accountId: string,
  prices: readonly { coin: string; at: Date; usd: DecimalString | null; priceAt: Date }[],
): Promise<void> {
  if (prices.length === 0) return
  const given = JSON.stringify(
    prices.map((each) => ({ ...each, at: each.at.toISOString(), priceAt: each.priceAt.toISOString() })),
  )
  await tx.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${given}::text::jsonb) as g(coin text, at timestamptz, usd numeric, "priceAt" timestamptz)
    ), priced as (
      update flows f set price = g.usd, price_source = 'candle', price_at = case when g.usd is null then null else g."priceAt" end
      from given g
      where f.account_id = ${accountId}::uuid and f.user_id = ${userId}::uuid and f.coin = g.coin and f.price is null
        and date_trunc('hour', f.at, 'UTC') = g.at and f.state = 'done'
      returning f.account_id, f.at, f.price
    )
    delete from performance_days d using priced
    where priced.price is not null and d.account_id = priced.account_id and d.user_id = ${userId}::uuid
      and d.open_at < priced.at and d.close_at >= priced.at`)
}
