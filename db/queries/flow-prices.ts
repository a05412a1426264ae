import { lt, sql } from 'drizzle-orm'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'
import { pastPrices } from '../schema'

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
  deskId: string,
  { accountId, now, limit }: { accountId: string; now: Date; limit: number },
): Promise<{ looked: number; priced: number }> {
  const at = sql`${now.toISOString()}::timestamptz`
  const near = (side: 'before' | 'after', coin: string, moment: string) => {
    const [compare, order] = side === 'before' ? [sql`<=`, sql`desc`] : [sql`>`, sql`asc`]
    const widths = Object.entries(REACH).map(
      ([width, reach]) => sql`(select notional / size as price,
          p.bucket + make_interval(secs => ${Number(width)}) as at, ${Number(width)}::int as width from asset_points p
        where p.user_id = ${deskId}::uuid and p.symbol = ${sql.raw(coin)} and p.resolution_seconds = ${Number(width)}
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
      where s.account_id = f.account_id and s.user_id = ${deskId}::uuid and s.as_of ${compare} f.at
        and f.at >= (select kept from bounds)
        and s.as_of between f.at - interval '1 hour' and f.at + interval '1 hour'
      order by s.as_of ${order} limit 1)`
  }
  const priceOf = (coin: string) => sql`
    select price, at, width from (
      select a.price, coalesce(a.price_as_of, s.as_of) as at, 0 as width
      from (${snapshot('before')} union all ${snapshot('after')}) s
      join holdings h on h.account_id = s.account_id and h.user_id = ${deskId}::uuid
        and h.day = date_trunc('day', s.as_of, 'UTC') and h.hash = s.holdings_hash
      cross join lateral assets_of(h.assets, s.asset_values) a
      where a.asset_type = 'token' and a.symbol = ${sql.raw(coin)} and a.price is not null
      union all ${near('before', coin, 'f.at')} union all ${near('after', coin, 'f.at')}
    ) prices order by width, abs(extract(epoch from at - f.at)) limit 1`
  const [row] = await tx.execute<{ looked: string; priced: string }>(sql`
    with bounds as materialized (
      -- Nothing is looked for before the first reading.
      select (select min(bucket) - interval '2 days' from equity_points
          where user_id = ${deskId}::uuid and resolution_seconds = 86400) as oldest,
        (select min(as_of) - interval '1 hour' from snapshots
          where account_id = ${accountId}::uuid and user_id = ${deskId}::uuid) as kept
    ), wanted as (
      select f.id, f.at, f.coin, f.fee_coin, f.account_id from flows f
      where f.account_id = ${accountId}::uuid and f.user_id = ${deskId}::uuid and f.price is null and f.state = 'done'
        and (f.priced_at is null or f.priced_at < ${at} - interval '1 day'
          -- Looked at before the readings behind it were there, which may hold its coin for the first time.
          or (f.priced_at < f.at + interval '2 hours' and f.priced_at < ${at} - interval '2 minutes'))
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
      update flows set price = found.price, price_source = found.source, price_at = found.price_at,
        -- What candles said, such as why they told none, is of no price of a reading.
        price_route = case when found.price is null then price_route end,
        fee_price = coalesce(found.fee_price, flows.fee_price),
        priced_at = ${at}
      from found where flows.id = found.id and flows.user_id = ${deskId}::uuid
      returning flows.account_id, flows.at, flows.price
    ), stale as (
      delete from performance_days d using priced
      where priced.price is not null and d.account_id = priced.account_id and d.user_id = ${deskId}::uuid
        and d.open_at < priced.at and d.close_at >= priced.at
    ) select count(*) as looked, count(price) as priced from priced`)
  return { looked: Number(row?.looked ?? 0), priced: Number(row?.priced ?? 0) }
}

/** Of entries that no candle told a price of, candles are asked again after this: an exchange may have listed its coin. */
const ASK_AGAIN = sql`interval '7 days'`
/** Entries that a price of candles is wanted for: of themselves, or of what they cost in another coin. */
const wantsPrice = sql`f.price is null`
const wantsFeePrice = sql`f.price is not null and f.fee_price is null and f.fee_coin is not null`

/** Coins at an hour that entries want prices of. */
export interface WantedHour {
  /** Start of the hour. */
  at: Date
  coins: string[]
}

export interface WantedHours {
  accountId: string
  now: Date
  limit: number
  /** Hours older than this moment's. */
  before?: Date | null
  /** The hour of this moment alone. */
  only?: Date | null
}

/** Hours of an account's entries that readings told no price of and candles were not asked for, newest first. */
export async function unpricedHours(
  tx: Tx,
  deskId: string,
  { accountId, now, limit, before = null, only = null }: WantedHours,
): Promise<WantedHour[]> {
  const hour = (at: Date) => sql`date_trunc('hour', ${at.toISOString()}::timestamptz, 'UTC')`
  const older = before === null ? sql`true` : sql`f.at < ${hour(before)}`
  const within = only === null ? sql`true` : sql`f.at >= ${hour(only)} and f.at < ${hour(only)} + interval '1 hour'`
  const due = sql`f.account_id = ${accountId}::uuid and f.user_id = ${deskId}::uuid and f.state = 'done' and f.priced_at is not null
    and ${older} and ${within} and (f.candles_at is null or f.candles_at < ${now.toISOString()}::timestamptz - ${ASK_AGAIN})`
  const rows = await tx.execute<{ at: string; coins: string[] }>(sql`
    with wanted as (
      select date_trunc('hour', f.at, 'UTC') as hour, f.coin from flows f where ${due} and ${wantsPrice}
      union
      select date_trunc('hour', f.at, 'UTC'), f.fee_coin from flows f
      where ${due} and ${wantsPrice} and f.fee_coin is not null and f.fee_price is null
      union
      select date_trunc('hour', f.at, 'UTC'), f.fee_coin from flows f where ${due} and ${wantsFeePrice}
    )
    select (extract(epoch from hour) * 1000)::bigint as at, array_agg(coin order by coin) as coins
    from wanted where coin <> 'USD' group by hour order by hour desc limit ${limit}`)
  return rows.map(({ at, coins }) => ({ at: new Date(Number(at)), coins }))
}

/** What candles told of a coin at an hour. */
export interface CandlePrice {
  coin: string
  /** Start of the hour. */
  at: Date
  /** Null: not known. */
  usd: DecimalString | null
  priceAt: Date | null
  /** Markets on the way, or in a sentence why it is not known. */
  route: string
}

/** Gives an account's entries of an hour, and what they cost, the prices that candles tell; marks all that were asked for. */
export async function priceByCandles(
  tx: Tx,
  deskId: string,
  { accountId, at, now }: { accountId: string; at: Date; now: Date },
  prices: readonly Omit<CandlePrice, 'at'>[],
): Promise<number> {
  const given = JSON.stringify(prices.map((each) => ({ ...each, priceAt: each.priceAt?.toISOString() ?? null })))
  const [row] = await tx.execute<{ priced: string }>(sql`
    with given as (
      select * from jsonb_to_recordset(${given}::text::jsonb) as g(coin text, usd numeric, "priceAt" timestamptz, route text)
    ), wanted as (
      select f.id, f.price as known, g.usd, g."priceAt", g.route,
        case when f.fee_coin = 'USD' then 1 when f.fee_coin = f.coin then coalesce(f.price, g.usd) else c.usd end as fee
      from flows f
      left join given g on g.coin = f.coin and f.price is null
      left join given c on c.coin = f.fee_coin
      where f.account_id = ${accountId}::uuid and f.user_id = ${deskId}::uuid and f.state = 'done' and f.priced_at is not null
        and f.at >= ${at.toISOString()}::timestamptz and f.at < ${at.toISOString()}::timestamptz + interval '1 hour'
        and (${wantsPrice} or (${wantsFeePrice}))
    ), priced as (
      update flows set price = coalesce(known, usd), price_source = case when known is null and usd is not null then 'candle' else price_source end,
        price_at = case when known is null then wanted."priceAt" else price_at end,
        price_route = case when known is null then wanted.route else price_route end,
        fee_price = coalesce(fee_price, fee), candles_at = ${now.toISOString()}::timestamptz
      from wanted where flows.id = wanted.id and flows.user_id = ${deskId}::uuid
      returning flows.account_id, flows.at, known is null and flows.price is not null as found, flows.fee_price
    ), stale as (
      delete from performance_days d using priced
      where (priced.found or priced.fee_price is not null) and d.account_id = priced.account_id and d.user_id = ${deskId}::uuid
        and d.open_at < priced.at and d.close_at >= priced.at
    ) select count(*) filter (where found) as priced from priced`)
  return Number(row?.priced ?? 0)
}

const moments = (dates: readonly Date[]) =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(dates)}::text::jsonb)::timestamptz)`

/** What is kept of an exchange's candles at some hours; without what was not known and was asked for long ago. */
export async function keptPrices(
  tx: Tx,
  exchange: string,
  { hours, now }: { hours: readonly Date[]; now: Date },
): Promise<CandlePrice[]> {
  const rows = await tx.execute<{ coin: string; at: string; usd: string | null; price_at: string | null; route: string }>(sql`
    select coin, (extract(epoch from hour) * 1000)::bigint as at, usd::text, (extract(epoch from price_at) * 1000)::bigint as price_at, route
    from past_prices where exchange = ${exchange} and hour = any(${moments(hours)})
      and (usd is not null or asked_at >= ${now.toISOString()}::timestamptz - ${ASK_AGAIN})`)
  return rows.map(({ coin, at, usd, price_at, route }) => ({
    ...{ coin, at: new Date(Number(at)), usd, route },
    priceAt: price_at === null ? null : new Date(Number(price_at)),
  }))
}

/** Keeps what an exchange's candles told, for all who need it later. */
export async function keepPrice(tx: Tx, exchange: string, { at: hour, ...price }: CandlePrice, askedAt: Date): Promise<void> {
  const row = { ...price, askedAt }
  await tx
    .insert(pastPrices)
    .values({ exchange, hour, ...row })
    .onConflictDoUpdate({ target: [pastPrices.exchange, pastPrices.coin, pastPrices.hour], set: row })
}

/** Forgets what candles told when it was asked for longer ago. */
export async function forgetPastPrices(tx: Tx, before: Date): Promise<void> {
  await tx.delete(pastPrices).where(lt(pastPrices.askedAt, before))
}
