import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { boundOfBits } from '@/server/domain/bound'
import type { Moment } from '@/server/domain/moment'
import type { Db } from '../client'
import { type Named, prepared, type Statement } from '../statement'
import { connectedAt, heldBy, joinNewest, storedAside } from './snapshots'

const decimal = z.string()
const moment = z.number().transform((ms) => new Date(ms))
const milliseconds = (column: string) => sql`floor(extract(epoch from ${sql.raw(column)}) * 1000)`

const head = z.object({
  id: z.string(),
  name: z.string(),
  exchange: z.string(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  errorExchange: z.string().nullable(),
  errorSince: moment.nullable(),
  createdAt: moment,
  updatedAt: moment,
  nextRefreshAt: moment,
  /** What the user chose. */
  intervalSeconds: z.number(),
  /** Of the newest snapshot; null: never read. */
  snapshotId: z.string().nullable(),
  asOf: moment.nullable(),
})
/** An active account and which snapshot is its newest. */
export type CachedHead = z.output<typeof head>

const walletEquity = z.object({
  walletType: z.string(),
  totalEquity: decimal.nullable(),
  marginBalance: decimal.nullable(),
  initialMargin: decimal.nullable(),
  maintMargin: decimal.nullable(),
  availableMargin: decimal.nullable(),
  marginRatio: decimal.nullable(),
  unrealizedProfit: decimal.nullable(),
  reportedEquity: decimal.nullable(),
})
const body = z.object({
  equity: decimal.nullable(),
  bound: z.number().nullable().transform(boundOfBits),
  aside: storedAside,
  equities: z.array(walletEquity),
  unpriced: z.array(z.string()),
  notIncluded: z.array(z.object({ wallet: z.string(), reason: z.string(), unopened: z.boolean().optional() })),
})
/** What `headColumns` makes, parsed. */
export const readHead = (value: unknown): CachedHead => head.parse(value)

/** What the newest snapshot holds; its assets are a JSON array, as PostgreSQL wrote it, every number with all its digits. */
export type CachedBody = z.output<typeof body> & { assets: Buffer }

/** A head as JSON, of an account `a`, its user `u` and its `newest` snapshot. */
export const headColumns = sql`
  'id', a.id, 'name', a.name, 'exchange', a.exchange, 'errorCode', a.error_code, 'errorMessage', a.error_message,
  'errorExchange', a.error_exchange, 'errorSince', ${milliseconds('a.error_since')}, 'createdAt', ${milliseconds('a.created_at')},
  'updatedAt', ${milliseconds('a.updated_at')}, 'nextRefreshAt', ${milliseconds('a.next_refresh_at')},
  'intervalSeconds', u.refresh_interval_seconds, 'snapshotId', newest.id::text, 'asOf', ${milliseconds('newest.as_of')}`

/** Active accounts, each with its newest snapshot; or those of a moment, each with the one that was its newest then. */
const accountsWith = (deskId: string | SQL, moment: Moment | null, joined = sql``) => sql`
  from desks u join accounts a on a.user_id = u.id and ${connectedAt(moment)}
  left ${joinNewest(deskId, moment)} ${joined}
  where u.id = ${deskId}::uuid`

/** A column of `assets_of`; one that is told to be `text` is a string. */
type AssetColumn = string | { text: string }

const columnOf = (column: AssetColumn) =>
  typeof column === 'string' ? `"${column}"` : `"${column.text}"::text as "${column.text}"`

/** Which accounts of a list in the order of creation are wanted. */
export interface CachedStretch {
  /** Of these accounts; null: of all. */
  ids: readonly string[] | null
  /** Behind this one; null: from the first on. */
  after: { createdAt: Date; id: string } | null
  /** So many at most, and no more than hold so many assets together, but one at least. */
  limit: number
  assets: number
}

const headsOf = (deskId: string | SQL, moment: Moment | null) =>
  sql`select json_build_object(${headColumns}) ${accountsWith(deskId, moment)} order by a.created_at, a.id`

const headsNow = prepared<'deskId'>((value) => headsOf(value('deskId'), null))

/** The user's active accounts (or those of a moment) and which snapshot of each is the newest. One round trip, no asset is read. */
export async function cachedHeads(db: Db, deskId: string, moment: Moment | null = null): Promise<CachedHead[]> {
  const rows = await db.readAsDesk(deskId, moment === null ? headsNow({ deskId }) : headsOf(deskId, moment))
  return rows.map(([found]) => head.parse(JSON.parse(String(found))))
}

const balancesOf = (deskId: string | SQL, named: SQL, assetColumns: readonly AssetColumn[], moment: Moment | null) => sql`
  select ${bodyColumns}, ${assetsAs(assetColumns)}
  ${accountsWith(deskId, moment, sql`left join holdings held on ${heldBy('newest', deskId)}`)} ${named} order by a.created_at, a.id`

/** What is asked most, by the columns: written once for each of the few lists of them that the code has. */
function writtenFor<Name extends string>(build: (value: Named<Name>, columns: readonly AssetColumn[]) => SQL) {
  const known = new Map<string, (values: Record<Name, string | number>) => Statement>()
  return (columns: readonly AssetColumn[]) => {
    const key = columns.map(columnOf).join()
    const statement = known.get(key) ?? prepared<Name>((value) => build(value, columns))
    known.set(key, statement)
    return statement
  }
}

/** The newest of all accounts. */
const allNow = writtenFor<'deskId'>((value, columns) => balancesOf(value('deskId'), sql``, columns, null))

/** The first of them. */
const firstNow = writtenFor<'deskId' | 'limit' | 'many' | 'assets'>((value, columns) =>
  stretchOf(
    value('deskId'),
    { ids: null, after: null, limit: value('limit'), many: value('many'), assets: value('assets') },
    columns,
    null,
  ),
)

/**
 * The same with what those snapshots hold, for these accounts alone if they are named. One round trip.
 * @param assetColumns of `assets_of`, from the code and never from a request: an asset is an object of these
 * columns under their names; those that are told to be `text` are strings
 */
export async function cachedBalances(
  db: Db,
  deskId: string,
  accountIds: readonly string[] | null,
  assetColumns: readonly AssetColumn[],
  moment: Moment | null = null,
): Promise<CachedBalance[]> {
  const named = accountIds === null ? sql`` : sql`and a.id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`
  const all = accountIds === null && moment === null
  const query = all ? allNow(assetColumns)({ deskId }) : balancesOf(deskId, named, assetColumns, moment)
  return (await db.readAsDesk(deskId, query)).map(readBalance)
}

export interface CachedBalance {
  head: CachedHead
  /** Null: never read. */
  body: CachedBody | null
}

/**
 * `cachedBalances` of a stretch of all accounts, and whether there are more behind it. Assets beyond it are not laid out.
 * One round trip.
 */
export async function cachedBalancesIn(
  db: Db,
  deskId: string,
  { ids, after, limit, assets }: CachedStretch,
  assetColumns: readonly AssetColumn[],
  moment: Moment | null = null,
): Promise<{ balances: CachedBalance[]; more: boolean }> {
  const many = limit + 1
  const bounds = () => ({ limit: sql`${limit}`, many: sql`${many}`, assets: sql`${assets}` })
  const query =
    ids === null && after === null && moment === null
      ? firstNow(assetColumns)({ deskId, limit, many, assets })
      : stretchOf(deskId, { ids, after, ...bounds() }, assetColumns, moment)
  const rows = await db.readAsDesk(deskId, query)
  const balances = rows.flatMap((row) => (row[0] ? [readBalance(row)] : []))
  return { balances, more: rows.length > balances.length }
}

function stretchOf(
  deskId: string | SQL,
  { ids, after, limit, many, assets }: Pick<CachedStretch, 'ids' | 'after'> & Record<'limit' | 'many' | 'assets', SQL>,
  assetColumns: readonly AssetColumn[],
  moment: Moment | null,
): SQL {
  const created = milliseconds('a.created_at')
  const behind = after === null ? sql`` : sql`and (${created}, a.id) > (${after.createdAt.getTime()}::bigint, ${after.id}::uuid)`
  const named = ids === null ? sql`` : sql`and a.id = any(${sql.param(`{${ids.join(',')}}`)}::uuid[])`
  const fits = sql`row_number() over w <= ${limit}::int
    and (row_number() over w = 1 or sum(coalesce(cardinality(newest.asset_values), 0)) over w <= ${assets}::int)`
  return sql`select case when ${fits} then ${bodyColumns} end, case when ${fits} then ${assetsAs(assetColumns)} end
    from desks u cross join lateral (
      select a.* from accounts a where a.user_id = u.id and ${connectedAt(moment)} ${named} ${behind}
      order by ${created}, a.id limit ${many}::int
    ) a left ${joinNewest(deskId, moment)} left join holdings held on ${heldBy('newest', deskId)}
    where u.id = ${deskId}::uuid window w as (order by ${created}, a.id) order by ${created}, a.id`
}

const bodyColumns = sql`json_build_object(${headColumns}, 'equity', newest.equity::text, 'bound', newest.bound, 'aside', newest.aside,
  'equities', newest.equities, 'unpriced', newest.unpriced, 'notIncluded', newest.not_included)`

/** Assets of `newest` and what it `held`, as a JSON array of objects of these columns. */
const assetsAs = (columns: readonly AssetColumn[]) => sql`
  coalesce((
    select json_agg(asset) from (
      select ${sql.raw(columns.map(columnOf).join(', '))}
      from assets_of(held.assets, newest.asset_values) order by ordinal
    ) asset
  ), '[]')`

function readBalance([found, assets]: (Buffer | null)[]): CachedBalance {
  const parsed: unknown = JSON.parse(String(found))
  const account = head.parse(parsed)
  return { head: account, body: account.snapshotId === null || !assets ? null : { ...body.parse(parsed), assets } }
}
