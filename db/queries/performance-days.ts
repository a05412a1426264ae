import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'

const decimal = z.string()
const uuids = (ids: readonly string[]) => sql`${sql.param(`{${ids.join(',')}}`)}::uuid[]`
const moment = (at: Date) => sql`${at.toISOString()}::timestamptz`
const ms = (column: SQL) => sql`(extract(epoch from ${column}) * 1000)::bigint`

/** A point of an account that no day of performance was made of yet, and the point before it. */
export interface UnmadeDay {
  accountId: string
  /** `2026-11-28`, UTC. */
  day: string
  closeAt: Date
  /** USD at `closeAt`, with what is set aside, so that it compares with others. */
  closed: DecimalString
  /** Null: it is the account's first. */
  before: { day: string; closeAt: Date; closed: DecimalString } | null
}

/**
 * Days between two (inclusive) that an account was read in and that are not made, by account and day.
 * @param until by account: its last day ends with the last reading up to then, and is none where there is no such reading
 */
export async function unmadeDays(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  { from, to, limit, until }: { from: string; to: string; limit: number; until?: ReadonlyMap<string, Date> },
): Promise<UnmadeDay[]> {
  const ends = JSON.stringify([...(until ?? [])].map(([id, at]) => ({ id, at: at.toISOString() })))
  // A difference of two sets is made the same way whatever the planner guesses of their sizes; each lookup is by a key.
  const rows = await tx.execute<{ rows: string | null }>(sql`
    with unmade as materialized (
      select * from (
        select account_id, bucket from equity_points
        where user_id = ${deskId}::uuid and account_id = any(${uuids(accountIds)}) and resolution_seconds = 86400
          and bucket >= (${from}::date::timestamp at time zone 'UTC') and bucket <= (${to}::date::timestamp at time zone 'UTC')
        except
        select account_id, day::timestamp at time zone 'UTC' from performance_days
        where user_id = ${deskId}::uuid and account_id = any(${uuids(accountIds)}) and day >= ${from}::date and day <= ${to}::date
      ) missing order by account_id, bucket limit ${limit}
    )
    select json_agg(json_build_array(u.account_id, (u.bucket at time zone 'UTC')::date::text, coalesce(t.at, e.at),
        coalesce(t.close, e.close), b.before)
      order by u.account_id, u.bucket)::text as rows
    from unmade u
    cross join lateral (
      select close_as_of, ${ms(sql`close_as_of`)} as at, (close + coalesce(close_aside, 0))::text as close from equity_points
      where account_id = u.account_id and resolution_seconds = 86400 and bucket = u.bucket limit 1) e
    left join jsonb_to_recordset(${ends}::text::jsonb) as k(id uuid, at timestamptz) on k.id = u.account_id and k.at < e.close_as_of
    left join lateral (
      select ${ms(sql`close_as_of`)} as at, (close + coalesce(close_aside, 0))::text as close from equity_points
      where account_id = u.account_id and resolution_seconds = 300 and bucket >= u.bucket and bucket <= k.at and close_as_of <= k.at
      order by bucket desc limit 1) t on true
    left join lateral (
      select json_build_array((bucket at time zone 'UTC')::date::text, ${ms(sql`close_as_of`)},
        (close + coalesce(close_aside, 0))::text) as before
      from equity_points where account_id = u.account_id and resolution_seconds = 86400 and bucket < u.bucket
      order by bucket desc limit 1) b on true
    where k.at is null or t.at is not null`)
  return z
    .array(z.tuple([z.string(), z.string(), z.number(), decimal, z.tuple([z.string(), z.number(), decimal]).nullable()]))
    .parse(JSON.parse(rows[0]?.rows ?? '[]'))
    .map(([accountId, day, at, closed, before]) => ({
      ...{ accountId, day, closed, closeAt: new Date(at) },
      before: before && { day: before[0], closeAt: new Date(before[1]), closed: before[2] },
    }))
}

/** A coin as it was held at the end of a stretch. */
export interface HeldRow {
  accountId: string
  /** Start of the stretch. */
  at: Date
  coin: string
  size: DecimalString
  value: DecimalString | null
}

/** Tokens that accounts held at the end of stretches of one width, over their wallets, by account and time. */
export async function heldTokens(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  { from, to, width }: { from: Date; to: Date; width: number },
): Promise<HeldRow[]> {
  const [row] = await tx.execute<{ rows: string | null }>(sql`
    select json_agg(json_build_array(account_id, at, symbol, size, value))::text as rows from (
      select account_id, ${ms(sql`bucket`)} as at, symbol, sum(size)::text as size,
        case when bool_or(notional is null and size <> 0) then null else coalesce(sum(notional), 0)::text end as value
      from asset_points
      where user_id = ${deskId}::uuid and account_id = any(${uuids(accountIds)}) and resolution_seconds = ${width}
        and asset_type = 'token' and bucket >= ${moment(from)} and bucket <= ${moment(to)}
      group by account_id, bucket, symbol order by account_id, bucket
    ) held`)
  return z
    .array(z.tuple([z.string(), z.number(), z.string(), decimal, decimal.nullable()]))
    .parse(JSON.parse(row?.rows ?? '[]'))
    .map(([accountId, at, coin, size, value]) => ({ accountId, at: new Date(at), coin, size, value }))
}

/** Equity of an account at the end of a stretch. */
export interface CloseRow {
  accountId: string
  /** Start of the stretch. */
  bucket: Date
  at: Date
  /** With what is set aside, so that it compares with others. */
  equity: DecimalString
  /** USD of it that is set aside. */
  aside: DecimalString
}

/** Equity of accounts at the end of stretches of one width, by account and time. */
export async function closes(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  { from, to, width }: { from: Date; to: Date; width: number },
): Promise<CloseRow[]> {
  const [row] = await tx.execute<{ rows: string | null }>(sql`
    select json_agg(json_build_array(account_id, ${ms(sql`bucket`)}, ${ms(sql`close_as_of`)},
      (close + coalesce(close_aside, 0))::text, coalesce(close_aside, 0)::text)
      order by account_id, bucket)::text as rows
    from equity_points
    where user_id = ${deskId}::uuid and account_id = any(${uuids(accountIds)}) and resolution_seconds = ${width}
      and bucket >= ${moment(from)} and bucket <= ${moment(to)}`)
  return z
    .array(z.tuple([z.string(), z.number(), z.number(), decimal, decimal]))
    .parse(JSON.parse(row?.rows ?? '[]'))
    .map(([accountId, bucket, at, equity, aside]) => ({ accountId, bucket: new Date(bucket), at: new Date(at), equity, aside }))
}

const PART_COLUMNS = ['prices', 'unrealized', 'realized', 'funding', 'interest', 'fees', 'rewards', 'unexplained'] as const
export type StoredPart = (typeof PART_COLUMNS)[number]

/** A day of one account as it is stored; USD. */
export interface StoredDay {
  accountId: string
  day: string
  openAt: Date
  closeAt: Date
  opened: DecimalString
  closed: DecimalString
  joined: DecimalString
  flows: DecimalString
  weighted: DecimalString
  factor: DecimalString | null
  note: string | null
  /** Null: what was held is not known. */
  parts: Record<StoredPart, DecimalString> | null
  width: number
  leftOut: string[]
}

/** Stores days; one that is there is written anew. */
export async function saveDays(tx: Tx, deskId: string, days: readonly StoredDay[], now: Date): Promise<void> {
  if (days.length === 0) return
  const given = JSON.stringify(
    days.map(({ parts, ...day }) => ({ ...day, ...parts, openAt: day.openAt.toISOString(), closeAt: day.closeAt.toISOString() })),
  )
  const parts = sql.raw(PART_COLUMNS.join(', '))
  await tx.execute(sql`
    insert into performance_days (account_id, user_id, day, open_at, close_at, opened, closed, joined, flows, weighted, factor, note,
      width, left_out, made_at, ${parts})
    select a.id, a.user_id, day, "openAt", "closeAt", opened, closed, joined, flows, weighted, factor, note, width,
      array(select jsonb_array_elements_text("leftOut")), ${moment(now)}, ${parts}
    from jsonb_to_recordset(${given}::text::jsonb) as g("accountId" uuid, day date, "openAt" timestamptz, "closeAt" timestamptz,
      opened numeric, closed numeric, joined numeric, flows numeric, weighted numeric, factor numeric, note text, width int,
      "leftOut" jsonb, prices numeric, unrealized numeric, realized numeric, funding numeric, interest numeric, fees numeric,
      rewards numeric, unexplained numeric)
    join accounts a on a.id = g."accountId" and a.user_id = ${deskId}::uuid
    order by a.id, day
    on conflict (account_id, day) do update set (open_at, close_at, opened, closed, joined, flows, weighted, factor, note, width,
      left_out, made_at, ${parts}) = row(excluded.open_at, excluded.close_at, excluded.opened, excluded.closed, excluded.joined,
      excluded.flows, excluded.weighted, excluded.factor, excluded.note, excluded.width, excluded.left_out, excluded.made_at,
      ${sql.raw(PART_COLUMNS.map((part) => `excluded.${part}`).join(', '))})`)
}

/** One day over accounts; USD. */
export interface DaySum {
  day: string
  opened: DecimalString
  closed: DecimalString
  joined: DecimalString
  flows: DecimalString
  weighted: DecimalString
  /** Accounts that were read in it. */
  accounts: number
  leftOut: string[]
}

/**
 * Days of accounts together, in the order of time. An account that was not read in a day is as it was last, and gains
 * nothing: left out, it would look as if all it held had gone. So is one that was last read before the first day: coming in
 * only with its next reading, it would look as if it had won all that it holds.
 * @param openFrom by account, the first day that is not stored because it is not over
 */
export async function daySums(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  { from, to, openFrom }: { from: string; to: string; openFrom: ReadonlyMap<string, string> },
): Promise<DaySum[]> {
  const open = JSON.stringify([...openFrom].map(([id, day]) => ({ id, day })))
  // Coins are told once below: distinct ones in SQL would have every row sorted.
  const [row] = await tx.execute<{ rows: string | null }>(sql`
    with own as (
      select account_id, day, opened, closed, joined, flows, weighted, left_out,
        lead(day) over (partition by account_id order by day) as next
      from performance_days
      where user_id = ${deskId}::uuid and account_id = any(${uuids(accountIds)}) and day >= ${from}::date and day <= ${to}::date
    ), unmade as (
      select id, day from jsonb_to_recordset(${open}::text::jsonb) as o(id uuid, day date)
    ), earlier as (
      -- Of points, as what the next day begins with: a day that an entry changed may not be made anew yet. No plain equality:
      -- by the index of a person's points each account would look through those of all others.
      select a.id, e.closed, f.day as next from unnest(${uuids(accountIds)}) as a(id)
      left join (select account_id, min(day) as day from own group by account_id) f on f.account_id = a.id
      cross join lateral (
        select close + coalesce(close_aside, 0) as closed from equity_points
        where account_id = a.id and user_id is not distinct from ${deskId}::uuid and resolution_seconds = 86400
          and bucket < (${from}::date::timestamp at time zone 'UTC') and (f.day is null or f.day > ${from}::date)
        order by bucket desc limit 1) e
    ), gaps as (
      select own.day as after, coalesce(own.next, o.day, ${to}::date + 1) as until, own.closed from own
      left join unmade o on o.id = own.account_id
      where own.next is null or own.next > own.day + 1
      union all
      select ${from}::date - 1, coalesce(e.next, o.day, ${to}::date + 1), e.closed from earlier e
      left join unmade o on o.id = e.id
    ), filled as (
      select day, opened, closed, joined, flows, weighted, left_out, 1 as read from own
      union all
      select after + n, closed, closed, 0, 0, 0, '{}', 0 from gaps cross join lateral generate_series(1, until - after - 1) n
    )
    select json_agg(json_build_array(day, opened, closed, joined, flows, weighted, accounts, left_out) order by day)::text as rows from (
      select d.day::text as day, sum(opened)::text as opened, sum(closed)::text as closed, sum(joined)::text as joined,
        sum(d.flows)::text as flows, sum(weighted)::text as weighted, sum(read)::int as accounts,
        string_agg(array_to_string(left_out, ' '), ' ') filter (where left_out <> '{}') as left_out
      from filled d group by d.day
    ) days`)
  return z
    .array(z.tuple([z.string(), decimal, decimal, decimal, decimal, decimal, z.number(), z.string().nullable()]))
    .parse(JSON.parse(row?.rows ?? '[]'))
    .map(([day, opened, closed, joined, flows, weighted, accounts, leftOut]) => ({
      ...{ day, opened, closed, joined, flows, weighted, accounts },
      leftOut: leftOut === null ? [] : [...new Set(leftOut.split(' '))].sort(),
    }))
}

const packedDay = z.tuple([
  z.string(), // 0 account
  z.string(), // 1 day
  z.number(), // 2 open at
  z.number(), // 3 close at
  decimal, // 4 opened
  decimal, // 5 closed
  decimal, // 6 joined
  decimal, // 7 flows
  decimal, // 8 weighted
  decimal.nullable(), // 9 factor
  z.string().nullable(), // 10 note
  z.number(), // 11 width
  z.array(z.string()), // 12 left out
  z.array(decimal.nullable()).length(PART_COLUMNS.length), // 13 parts
])

/** Days of each account, by account and day. */
export async function accountDays(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<StoredDay[]> {
  const parts = sql.raw(PART_COLUMNS.map((part) => `${part}::text`).join(', '))
  const [row] = await tx.execute<{ rows: string | null }>(sql`
    select json_agg(json_build_array(account_id, day, ${ms(sql`open_at`)}, ${ms(sql`close_at`)}, opened::text, closed::text, joined::text,
      flows::text, weighted::text, factor::text, note, width, left_out, json_build_array(${parts})) order by account_id, day)::text as rows
    from performance_days
    where user_id = ${deskId}::uuid and account_id = any(${uuids(accountIds)}) and day >= ${from}::date and day <= ${to}::date`)
  return z
    .array(packedDay)
    .parse(JSON.parse(row?.rows ?? '[]'))
    .map((each) => ({
      ...{
        accountId: each[0],
        day: each[1],
        openAt: new Date(each[2]),
        closeAt: new Date(each[3]),
        opened: each[4],
        closed: each[5],
      },
      ...{
        joined: each[6],
        flows: each[7],
        weighted: each[8],
        factor: each[9],
        note: each[10],
        width: each[11],
        leftOut: each[12],
      },
      parts: partsOf(each[13]),
    }))
}

function partsOf(values: readonly (string | null)[]): StoredDay['parts'] {
  const [prices, unrealized, realized, funding, interest, fees, rewards, unexplained] = values
  if (!prices || !unrealized || !realized || !funding || !interest || !fees || !rewards || !unexplained) return null
  return { prices, unrealized, realized, funding, interest, fees, rewards, unexplained }
}

/** Deletes days before one; for the system. */
export async function deleteDays(tx: Tx, before: Date): Promise<void> {
  await tx.execute(sql`delete from performance_days where close_at < ${moment(before)}`)
}

/** Daily prices of coins from a day on, of readings in which the user held them: by the largest holding of each day. */
export async function coinPrices(
  tx: Tx,
  deskId: string,
  coins: readonly string[],
  from: Date,
): Promise<{ coin: string; day: string; price: DecimalString }[]> {
  const rows = await tx.execute<{ coin: string; day: string; price: string }>(sql`
    select distinct on (symbol, bucket) symbol as coin, (bucket at time zone 'UTC')::date::text as day, (notional / size)::text as price
    from asset_points
    where user_id = ${deskId}::uuid and resolution_seconds = 86400 and asset_type = 'token' and size <> 0 and abs(notional) >= 1
      and symbol = any(array(select jsonb_array_elements_text(${JSON.stringify(coins)}::text::jsonb))) and bucket >= ${moment(from)}
    order by symbol, bucket, abs(notional) desc`)
  return [...rows]
}
