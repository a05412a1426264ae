import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { DecimalString } from '@/server/domain/decimal'
import type { Db, Tx } from '../client'
import { askPast } from '../question'
import { type Named, prepared } from '../statement'

/** Buckets of every width begin at midnight UTC, those of a week on a Monday. */
const ORIGIN = sql`timestamptz '1970-01-05 00:00:00+00'`
/** Start of the bucket of `seconds` that a moment is in. */
export const bin = (seconds: SQL | number, at: SQL) => sql`date_bin(make_interval(secs => ${seconds}), ${at}, ${ORIGIN})`

/** Writes the moment and the amounts as a new point, or into the one of its bucket, whose close it becomes if `later`. */
const intoBucket = (table: 'equity_points' | 'group_points', later: SQL, counted: SQL) => {
  const known = sql.identifier(table)
  const latest = (column: string) =>
    sql`${sql.identifier(column)} = case when ${later} then excluded.${sql.identifier(column)} else ${known}.${sql.identifier(column)} end`
  return sql`do update set
    high = greatest(${known}.high, excluded.high), low = least(${known}.low, excluded.low),
    ${latest('close')}, ${latest('gross_exposure')}, ${latest('net_exposure')},
    ${latest('bound')}, ${latest('close_aside')}, ${latest('came')},
    close_as_of = greatest(${known}.close_as_of, excluded.close_as_of), ${counted}`
}

/** What `equityPointInsert` names: amounts in USD, the widths as PostgreSQL writes a list. */
export type EquityPointValue =
  | 'deskId'
  | 'asOf'
  | 'equity'
  | 'grossExposure'
  | 'netExposure'
  | 'bound'
  | 'asideTotal'
  | 'came'
  | 'widths'

/**
 * Enters a reading into the points of its account, in every width; one that comes late moves no close. A statement, to
 * stand alone or in a `with`; `accounts` is a row source of account ids.
 */
export function equityPointInsert(accounts: SQL, value: Named<EquityPointValue>): SQL {
  const at = sql`${value('asOf')}::timestamptz`
  return sql`
    insert into equity_points (account_id, user_id, resolution_seconds, bucket,
      open, high, low, close, close_as_of, gross_exposure, net_exposure, bound, open_aside, close_aside, came, samples)
    select accounts.id, ${value('deskId')}::uuid, width, ${bin(sql`width`, at)},
      equity, equity, equity, equity, ${at}, ${value('grossExposure')}::numeric, ${value('netExposure')}::numeric,
      ${value('bound')}::smallint, ${value('asideTotal')}::numeric, ${value('asideTotal')}::numeric, ${value('came')}::numeric, 1
    from ${accounts} accounts, unnest(${value('widths')}::text::int[]) width, (select ${value('equity')}::numeric as equity) amount
    on conflict (account_id, resolution_seconds, bucket)
    ${intoBucket('equity_points', sql`excluded.close_as_of >= equity_points.close_as_of`, sql`samples = equity_points.samples + 1`)}`
}

/** Widths of points as PostgreSQL writes a list. */
export const widthList = (widths: readonly number[]) => `{${widths.join(',')}}`

const groupLock = prepared<'key'>(
  (value) => sql`select set_config('synchronous_commit', 'off', true),
    pg_advisory_xact_lock(hashtextextended(${value('key')}::text, 0))`,
)

/** Holds up sums of the user's accounts until the transaction ends. */
export async function holdGroupPoints(tx: Tx, deskId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`group-points:${deskId}`}::text, 0))`)
}

const groupSums = sql`sum(equity) as equity, sum(gross_exposure) filter (where equity is not null) as gross,
  sum(net_exposure) filter (where equity is not null) as net, count(equity) as n, nullif(bit_or(bound), 0) as bound,
  sum(aside) as aside, sum(came) as came, bool_or(waits) as waits`

const groupPointInsert = prepared<'deskId' | 'asOf' | 'exchanges' | 'widths'>((value) => {
  const [deskId, at] = [sql`${value('deskId')}::uuid`, sql`${value('asOf')}::timestamptz`]
  return sql`
    with newest as (
      select a.exchange, s.equity, s.gross_exposure, s.net_exposure,
        -- Never read nor tried. Asked of its snapshots, all days of all accounts were looked through for each point.
        a.last_refreshed_at is null and a.error_code is null as waits,
        -- The whole is more where nothing of an account is known.
        case when s.equity is null then 1 else s.bound end as bound,
        case when s.equity is not null then (s.aside->>'total')::numeric end as aside,
        case when s.equity is not null then (s.aside->>'came')::numeric end as came
      from accounts a left join snapshots s on s.account_id = a.id and s.user_id = ${deskId} and s.as_of = a.last_refreshed_at
      where a.user_id = ${deskId} and a.archived_at is null
    ), sums as (
      select 'total' as scope, ${groupSums} from newest
      union all
      select exchange, ${groupSums} from newest where exchange = any(${value('exchanges')}::text::text[]) group by exchange
    )
    insert into group_points (user_id, scope, resolution_seconds, bucket,
      open, high, low, close, close_as_of, gross_exposure, net_exposure, accounts, bound, open_aside, close_aside, came)
    select ${deskId}, scope, width, ${bin(sql`width`, at)}, equity, equity, equity, equity, ${at}, gross, net, n,
      bound, aside, aside, came
    from sums, unnest(${value('widths')}::text::int[]) width
    where equity is not null and not waits
    on conflict (user_id, scope, resolution_seconds, bucket)
    ${intoBucket('group_points', sql`true`, sql`accounts = excluded.accounts`)}`
})

/**
 * Enters the sum of the newest snapshots of the user's active accounts, and of those on each of `exchanges`, as of `asOf`.
 * Call it after the snapshots are stored: a transaction of its own, it holds up others of the user until it ends, so that
 * the last one written has seen all. Not waited for on the disk: the next snapshot makes good what a crash took.
 * While an account waits for its first reading there is no sum: a part of it would look like a loss of the rest. One that
 * was tried and failed is left out.
 */
export async function recordGroupPoints(
  db: Db,
  deskId: string,
  exchanges: readonly string[],
  asOf: Date,
  widths: readonly number[],
): Promise<void> {
  const named = `{${exchanges.map((id) => `"${id}"`).join(',')}}`
  const values = { deskId, asOf: asOf.toISOString(), exchanges: named, widths: widthList(widths) }
  // The sum sees what was stored before the lock was had, since it is a statement of its own.
  await db.writeAsDesk(deskId, groupLock({ key: `group-points:${deskId}` }), groupPointInsert(values))
}

/** A stretch of time of one account or group; amounts in USD. */
export interface StoredPoint {
  /** Account id, `total` or an exchange's id. */
  key: string
  at: Date
  open: DecimalString
  high: DecimalString
  low: DecimalString
  close: DecimalString
  grossExposure: DecimalString | null
  netExposure: DecimalString | null
  accounts: number
  /** Of the close; bits (`server/domain/bound`). */
  bound: number
  /** USD set aside at the open and at the close, less what came in until then; and that. */
  openAside: DecimalString
  closeAside: DecimalString
  came: DecimalString
}

export interface PointRange {
  from: Date
  to: Date
  /** Width of the stored points that are read. */
  storedSeconds: number
  /** Width of the points that are answered; a multiple of the stored one. */
  shownSeconds: number
  /** Beginnings of the points that are answered, in the order of time, where they are not those of UTC. */
  bins?: readonly Date[]
}

const amount = z.string()
const packedPoint = z.tuple([
  z.string(), // 0 key
  z.number(), // 1 at, ms
  amount, // 2 open
  amount, // 3 high
  amount, // 4 low
  amount, // 5 close
  amount.nullable(), // 6 grossExposure
  amount.nullable(), // 7 netExposure
  z.number(), // 8 accounts
  z.number(), // 9 bound
  amount, // 10 openAside
  amount, // 11 closeAside
  amount, // 12 came
])

/** All points as one text: PostgreSQL and Node make and read thousands of rows in a fraction of the time so. */
const inOneText = (points: SQL) => sql`
  select json_agg(json_build_array(key, at, open::text, high::text, low::text, close::text, gross_exposure::text,
    net_exposure::text, accounts, coalesce(bound, 0), coalesce(open_aside, 0)::text, coalesce(close_aside, 0)::text,
    coalesce(came, 0)::text) order by key, at)::text as points from (${points}) points`

const pointsOf = (text: string | null | undefined): StoredPoint[] =>
  z
    .array(packedPoint)
    .parse(JSON.parse(text ?? '[]'))
    .map(([key, at, open, high, low, close, grossExposure, netExposure, accounts, bound, openAside, closeAside, came]) => ({
      ...{ key, open, high, low, close, grossExposure, netExposure, accounts, bound, openAside, closeAside, came },
      at: new Date(at),
    }))

async function readPoints(tx: Tx, points: SQL): Promise<StoredPoint[]> {
  const [row] = await tx.execute<{ points: string | null }>(inOneText(points))
  return pointsOf(row?.points)
}

/** Start of the point that a stored one goes into. */
function shownStart({ shownSeconds, bins }: Pick<PointRange, 'shownSeconds' | 'bins'>, at: SQL): SQL {
  if (!bins) return bin(shownSeconds, at)
  const starts = sql`${sql.param(`{${bins.map((start) => start.toISOString()).join(',')}}`)}::timestamptz[]`
  return sql`(${starts})[greatest(1, width_bucket(${at}, ${starts}))]`
}

/** Points summed up to the width that is shown: first open, highest high, lowest low, last close and exposure. */
const summedUp = (range: PointRange, key: SQL, accounts: SQL, from: SQL) => {
  const at = sql`(extract(epoch from ${shownStart(range, sql`bucket`)}) * 1000)::bigint as at`
  if (range.storedSeconds === range.shownSeconds && !range.bins) {
    return sql`select ${key} as key, ${at}, open, high, low, close, gross_exposure, net_exposure, ${accounts} as accounts,
      bound, open_aside, close_aside, came ${from}`
  }
  const first = (column: string) => sql`(array_agg(${sql.identifier(column)} order by bucket))[1] as ${sql.identifier(column)}`
  const last = (column: string) =>
    sql`(array_agg(${sql.identifier(column)} order by bucket desc))[1] as ${sql.identifier(column)}`
  return sql`select ${key} as key, ${at}, ${first('open')}, max(high) as high, min(low) as low, ${last('close')},
    ${last('gross_exposure')}, ${last('net_exposure')}, max(${accounts}) as accounts, ${last('bound')}, ${first('open_aside')},
    ${last('close_aside')}, ${last('came')} ${from} group by 1, 2`
}

const within = (range: PointRange) => sql`
  resolution_seconds = ${range.storedSeconds}
  and bucket >= ${shownStart(range, sql`${range.from.toISOString()}::timestamptz`)} and bucket < ${range.to.toISOString()}::timestamptz`

/** Points of single accounts, by account and time. */
export async function accountPoints(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  range: PointRange,
): Promise<StoredPoint[]> {
  const from = sql`from equity_points
    where user_id = ${deskId}::uuid and account_id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[]) and ${within(range)}`
  return readPoints(tx, summedUp(range, sql`account_id`, sql`1`, from))
}

/** Points of all accounts together (`total`) or of the accounts of each exchange, by group and time. One round trip. */
export async function groupedPoints(
  db: Db,
  deskId: string,
  groups: 'total' | 'exchanges',
  range: PointRange,
): Promise<StoredPoint[]> {
  const from = sql`from group_points
    where user_id = ${deskId}::uuid and ${groups === 'total' ? sql`scope = 'total'` : sql`scope <> 'total'`} and ${within(range)}`
  return askPast(db, deskId, inOneText(summedUp(range, sql`scope`, sql`accounts`, from)), pointsOf)
}

/** Points of single accounts straight from the snapshots, for widths finer than what is summed up. */
export async function snapshotPoints(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  range: Omit<PointRange, 'storedSeconds'>,
): Promise<StoredPoint[]> {
  const from = sql`
    from (
      select account_id, as_of as bucket, equity as open, equity as high, equity as low, equity as close, gross_exposure, net_exposure,
        bound, (aside->>'total')::numeric as open_aside, (aside->>'total')::numeric as close_aside, (aside->>'came')::numeric as came
      from snapshots
      where user_id = ${deskId}::uuid and account_id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[]) and equity is not null
        and as_of >= ${range.from.toISOString()}::timestamptz and as_of < ${range.to.toISOString()}::timestamptz
    ) readings`
  return readPoints(tx, summedUp({ ...range, storedSeconds: 0 }, sql`account_id`, sql`1`, from))
}

/** Start of the oldest daily point of the user; null before the first. */
export async function oldestPoint(tx: Tx, deskId: string): Promise<Date | null> {
  const [row] = await tx.execute<{ at: string | null }>(sql`
    select (extract(epoch from min(bucket)) * 1000)::bigint as at from equity_points
    where user_id = ${deskId}::uuid and resolution_seconds = 86400`)
  return row?.at === null || row === undefined ? null : new Date(Number(row.at))
}
