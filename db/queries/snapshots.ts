import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { asideTotal } from '@/server/domain/aside'
import { boundBits, boundOfBits, walletsBound } from '@/server/domain/bound'
import type { Moment } from '@/server/domain/moment'
import type { Aside, Asset, NotIncluded, ValuedAccount } from '@/server/domain/types'
import type { Tx } from '../client'
import { type Named, rowList } from '../statement'

const decimal = z.string()
export const walletEquity = z.object({
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
export const notIncluded = z.object({ wallet: z.string(), reason: z.string(), unopened: z.boolean().optional() })

/** `Aside` as it is stored. */
export const storedAside = z
  .object({
    came: decimal,
    items: z.array(
      z.object({
        wallet: z.string(),
        symbol: z.string().nullable(),
        price: decimal.nullable(),
        usd: decimal,
        asOf: z.coerce.date(),
        positions: z.number().optional(),
      }),
    ),
  })
  .nullable()

/**
 * What rarely changes of assets, as PostgreSQL writes an array of `held_asset`, which it reads in a third of the time of as
 * much JSON; amounts stay text, so that no digit is lost.
 */
function heldAssets(assets: readonly Asset[]): string {
  return rowList(
    assets.map((asset) => [
      ...[asset.symbol, asset.assetType, asset.marketType, asset.walletType, asset.base, asset.settle],
      ...[asset.size, asset.amount, asset.borrowed, asset.leverage, asset.priceRoute, asset.entryPrice],
      ...[asset.marginMode, asset.positionSide],
    ]),
  )
}

/** What changes with prices, as an array of `asset_value`. */
function assetValues(assets: readonly Asset[]): string {
  return rowList(
    assets.map((asset) => [
      ...[asset.notional, asset.notionalPctTotal, asset.unrealizedProfit, asset.initialMargin, asset.maintMargin],
      ...[asset.marginBalance, asset.availableBalance, asset.price, asset.priceAsOf?.toISOString() ?? null],
      ...[asset.markPrice, asset.liquidationPrice],
    ]),
  )
}

/** Condition that a row of `holdings` named `held` is what the snapshot under a name holds. */
export const heldBy = (snapshot: string, deskId: string | SQL) => {
  const of = (column: string) => sql.raw(`${snapshot}.${column}`)
  return sql`held.account_id = ${of('account_id')} and held.user_id = ${deskId}::uuid
      and held.day = date_trunc('day', ${of('as_of')}, 'UTC') and held.hash = ${of('holdings_hash')}`
}

/** What `snapshotParts` names. */
export function snapshotValues(deskId: string, valued: ValuedAccount, durationMs: number) {
  const { equity, grossExposure, netExposure, positionMode } = valued
  const total = asideTotal(valued.aside)
  return {
    ...{ deskId, durationMs, equity, grossExposure, netExposure, positionMode },
    asOf: valued.asOf.toISOString(),
    /** Null: nothing is held. */
    held: valued.assets.length === 0 ? null : heldAssets(valued.assets),
    assetValues: assetValues(valued.assets),
    bound: boundBits(valued.bound) | (boundBits(walletsBound(valued)) << 2) || null,
    aside: valued.aside && JSON.stringify({ ...valued.aside, total }),
    asideTotal: total,
    came: valued.aside?.came ?? null,
    equities: JSON.stringify(valued.equities),
    unpriced: JSON.stringify(valued.unpriced),
    notIncluded: JSON.stringify(valued.notIncluded),
    warnings: JSON.stringify(valued.warnings),
  }
}
export type SnapshotValue = keyof ReturnType<typeof snapshotValues>

/**
 * Parts of a `with`: `stored` is the snapshot's `id` (of the one that is there already if so), with all its assets. It is
 * written where `accounts`, a row source of account ids, has one; holdings that were written that day are not again.
 */
export function snapshotParts(accounts: SQL, value: Named<SnapshotValue>): SQL {
  const json = (name: SnapshotValue) => sql`${value(name)}::text::json`
  const texts = (name: SnapshotValue) => sql`array(select json_array_elements_text(${json(name)}))`
  const hash = sql`md5(${value('held')}::text)::uuid`
  return sql`stored as (
    insert into snapshots (account_id, user_id, as_of, duration_ms, equity, bound, aside, gross_exposure, net_exposure, equities,
      unpriced, not_included, warnings, position_mode, holdings_hash, asset_values)
    select id, ${value('deskId')}::uuid, ${value('asOf')}::timestamptz, ${value('durationMs')}::int, ${value('equity')}::numeric,
      ${value('bound')}::smallint, ${value('aside')}::text::jsonb, ${value('grossExposure')}::numeric, ${value('netExposure')}::numeric, ${json('equities')}, ${texts('unpriced')},
      ${json('notIncluded')}, ${texts('warnings')}, ${value('positionMode')}::text, ${hash},
      ${value('assetValues')}::text::asset_value[]
    from ${accounts}
    on conflict (account_id, user_id, as_of) do update set duration_ms = snapshots.duration_ms
    returning id
  ), kept_holdings as (
    insert into holdings (account_id, user_id, day, hash, assets)
    select id, ${value('deskId')}::uuid, date_trunc('day', ${value('asOf')}::timestamptz, 'UTC'), ${hash},
      ${value('held')}::text::held_asset[]
    from ${accounts} where ${value('held')}::text is not null
    on conflict do nothing
  )`
}

/**
 * Stores a snapshot with all its assets. Idempotent: a second one of the same account and moment changes nothing.
 * Runs in the caller's transaction, so that whatever goes with it is stored too or not at all.
 * @returns the snapshot's id, of the one that is there already if so
 */
export async function storeSnapshot(
  tx: Tx,
  deskId: string,
  accountId: string,
  valued: ValuedAccount,
  durationMs: number,
): Promise<bigint> {
  const values = snapshotValues(deskId, valued, durationMs)
  const parts = snapshotParts(sql`(select ${accountId}::uuid as id) account`, (name) => sql`${values[name]}`)
  const [row] = await tx.execute<{ id: string }>(sql`
    with ${parts}, noted as (
      update accounts set last_refreshed_at = ${values.asOf}::timestamptz where id = ${accountId}::uuid and user_id = ${deskId}::uuid
    ) select id::text as id from stored`)
  if (!row) throw new Error('PostgreSQL returned no row for a snapshot it stored.')
  return BigInt(row.id)
}

/** An asset as the query below packs it: a list is a third of the size of an object, and numbers stay text. */
export const packedAsset = z.tuple([
  z.string(), // 0 symbol
  z.enum(['token', 'position']), // 1 assetType
  z.string(), // 2 marketType
  z.string(), // 3 walletType
  z.string(), // 4 base
  z.string().nullable(), // 5 settle
  decimal, // 6 size
  decimal, // 7 amount
  decimal, // 8 borrowed
  decimal.nullable(), // 9 notional
  decimal.nullable(), // 10 notionalPctTotal
  decimal.nullable(), // 11 unrealizedProfit
  decimal.nullable(), // 12 initialMargin
  decimal.nullable(), // 13 maintMargin
  decimal.nullable(), // 14 marginBalance
  decimal.nullable(), // 15 availableBalance
  decimal.nullable(), // 16 leverage
  decimal.nullable(), // 17 price
  z.string().nullable(), // 18 priceRoute
  z.number().nullable(), // 19 priceAsOf, ms
  decimal.nullable(), // 20 entryPrice
  decimal.nullable(), // 21 markPrice
  decimal.nullable(), // 22 liquidationPrice
  z.enum(['cross', 'isolated']).nullable(), // 23 marginMode
  z.enum(['long', 'short', 'net']).nullable(), // 24 positionSide
])

/** Columns of `assets_of` as `packedAsset` reads them, behind others if there are any. */
export const packed = (before?: SQL) => sql`json_build_array(${before ? sql`${before},` : sql``}
  symbol, asset_type, market_type, wallet_type, base, settle, size::text, amount::text, borrowed::text, notional::text,
  notional_pct_total::text, unrealized_profit::text, initial_margin::text, maint_margin::text, margin_balance::text,
  available_balance::text, leverage::text, price::text, price_route,
  (extract(epoch from price_as_of) * 1000)::bigint, entry_price::text, mark_price::text, liquidation_price::text,
  margin_mode, position_side)`

export function unpack(row: z.output<typeof packedAsset>): Asset {
  // One literal, nothing spread into it: thousands of objects are made of one known shape, ten times as fast.
  return {
    symbol: row[0],
    assetType: row[1],
    marketType: row[2],
    walletType: row[3],
    base: row[4],
    settle: row[5],
    size: row[6],
    amount: row[7],
    borrowed: row[8],
    notional: row[9],
    notionalPctTotal: row[10],
    unrealizedProfit: row[11],
    initialMargin: row[12],
    maintMargin: row[13],
    marginBalance: row[14],
    availableBalance: row[15],
    leverage: row[16],
    price: row[17],
    priceRoute: row[18],
    priceAsOf: row[19] === null ? null : new Date(row[19]),
    entryPrice: row[20],
    markPrice: row[21],
    liquidationPrice: row[22],
    marginMode: row[23],
    positionSide: row[24],
  }
}

const snapshotRow = z.object({
  id: z.coerce.string(),
  accountId: z.string(),
  asOf: z.coerce.number(),
  equity: decimal.nullable(),
  bound: z.number().nullable().transform(boundOfBits),
  aside: storedAside,
  grossExposure: decimal.nullable(),
  netExposure: decimal.nullable(),
  equities: z.array(walletEquity),
  unpriced: z.array(z.string()),
  notIncluded: z.array(notIncluded),
  warnings: z.array(z.string()),
  positionMode: z.enum(['one_way', 'hedge', 'pair_level']).nullable(),
  assets: z.array(packedAsset),
})

/** A snapshot as it was stored, assets in their order, every digit kept. */
export interface StoredSnapshot extends ValuedAccount {
  /** Grows with each snapshot that is stored. */
  id: string
}

/**
 * Condition that a row of `snapshots` under a name is the newest of the account `a`: the one that was stored last, as the
 * account itself notes. Not the one with the latest time, which a clock that was wrong may have given.
 */
export const newestOf = (snapshot: string, deskId: string | SQL) => sql`${sql.raw(snapshot)}.account_id = a.id
      and ${sql.raw(snapshot)}.user_id = ${deskId}::uuid and ${sql.raw(snapshot)}.as_of = a.last_refreshed_at`

/**
 * Condition that a row of `snapshots` named `s` is one of those that counted at a moment; the one with the latest time did.
 * Of the time before every snapshot is kept, an account's newest alone tells what was: others may have come behind the one
 * that is left.
 */
export const countedAt = ({ at, keptSince }: Moment) => sql`s.as_of <= ${at.toISOString()}::timestamptz
  and s.as_of <= a.last_refreshed_at and (s.as_of >= ${keptSince.toISOString()}::timestamptz or s.as_of = a.last_refreshed_at)`

/** Condition that an account `a` was connected at a moment; null: that it is active now. */
export const connectedAt = (moment: Moment | null) =>
  moment === null
    ? sql`a.archived_at is null`
    : sql`a.created_at <= ${moment.at.toISOString()}::timestamptz
      and (a.archived_at is null or a.archived_at > ${moment.at.toISOString()}::timestamptz)`

/**
 * Condition that `s` was there for a statement that saw `pg_current_snapshot()` so. Ids do not tell: one that is higher may
 * be seen before a lower one, whose transaction was still under way. (A row has the lower half of its transaction's number;
 * it is the newest such that is no later than the snapshot.)
 */
export function visibleIn(seen: string): SQL {
  const latest = sql`pg_snapshot_xmax(${seen}::text::pg_snapshot)::text::bigint`
  const number = sql`(${latest} - ((${latest} - s.xmin::text::bigint) & 4294967295))`
  return sql`pg_visible_in_snapshot(${number}::text::xid8, ${seen}::text::pg_snapshot)`
}

/**
 * Joins the snapshot `newest` of accounts `a` to them: the newest, or the newest at a moment.
 * @param seen of those that another statement saw, which said so by `pg_current_snapshot()`; absent: of all
 */
export const joinNewest = (deskId: string | SQL, moment: Moment | null, seen?: string) =>
  moment === null && seen === undefined
    ? sql`join snapshots newest on ${newestOf('newest', deskId)}`
    : sql`join lateral (
        select * from snapshots s where s.account_id = a.id and s.user_id = ${deskId}::uuid
          and ${moment === null ? sql`s.as_of <= a.last_refreshed_at` : countedAt(moment)}
          ${seen === undefined ? sql`` : sql`and ${visibleIn(seen)}`}
        order by s.as_of desc limit 1
      ) newest on true`

/**
 * The newest snapshot of each of the user's accounts named, or that of a moment; accounts without one are absent. One statement.
 * @param seen as `joinNewest`
 */
export async function latestSnapshots(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  moment: Moment | null = null,
  seen?: string,
): Promise<Map<string, StoredSnapshot>> {
  const newest = new Map<string, StoredSnapshot>()
  if (accountIds.length === 0) return newest
  const rows = await tx.execute(sql`
    select newest.id, newest.account_id as "accountId", (extract(epoch from newest.as_of) * 1000)::bigint as "asOf",
      newest.equity, newest.bound, newest.aside, newest.gross_exposure as "grossExposure", newest.net_exposure as "netExposure", newest.equities,
      newest.unpriced, newest.not_included as "notIncluded", newest.warnings, newest.position_mode as "positionMode",
      coalesce((
        select json_agg(${packed()} order by ordinal) from assets_of(held.assets, newest.asset_values)
      ), '[]'::json) as assets
    from accounts a ${joinNewest(deskId, moment, seen)} left join holdings held on ${heldBy('newest', deskId)}
    where a.user_id = ${deskId}::uuid and a.id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`)
  for (const row of rows) {
    const { accountId, asOf, assets, ...rest } = snapshotRow.parse(row)
    newest.set(accountId, { ...rest, asOf: new Date(asOf), assets: assets.map(unpack) })
  }
  return newest
}

/** What the newest snapshot of an account leaves out, or sets aside; null: never read. Cheap beside the snapshot itself. */
export async function leftOutBefore(
  tx: Tx,
  deskId: string,
  accountId: string,
): Promise<{ unpriced: string[]; notIncluded: NotIncluded[]; aside: Aside | null } | null> {
  const [row] = await tx.execute(sql`
    select newest.unpriced, newest.not_included as "notIncluded", newest.aside
    from accounts a join snapshots newest on ${newestOf('newest', deskId)}
    where a.user_id = ${deskId}::uuid and a.id = ${accountId}::uuid`)
  const left = z.object({ unpriced: z.array(z.string()), notIncluded: z.array(notIncluded), aside: storedAside })
  return row === undefined ? null : left.parse(row)
}

export type LeftOutBefore = NonNullable<Awaited<ReturnType<typeof leftOutBefore>>>

/** `leftOutBefore` of accounts of any users, those never read left out; for the system. */
export async function leftOutOfAll(tx: Tx, accountIds: readonly string[]): Promise<Map<string, LeftOutBefore>> {
  const rows = await tx.execute(sql`
    select a.id as "accountId", newest.unpriced, newest.not_included as "notIncluded", newest.aside
    from accounts a join snapshots newest
      on newest.account_id = a.id and newest.user_id = a.user_id and newest.as_of = a.last_refreshed_at
    where a.id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`)
  const left = z.object({
    accountId: z.string(),
    unpriced: z.array(z.string()),
    notIncluded: z.array(notIncluded),
    aside: storedAside,
  })
  return new Map(
    rows.map((row) => {
      const { accountId, ...before } = left.parse(row)
      return [accountId, before]
    }),
  )
}

/** Of each of the accounts named: how its equity is bounded, what is left out of it and set aside, as its newest snapshot has it. */
export async function leftOutNow(tx: Tx, deskId: string, accountIds: readonly string[]) {
  const rows = await tx.execute(sql`
    select a.id as "accountId", newest.bound, newest.unpriced, newest.not_included as "notIncluded", newest.aside
    from accounts a join snapshots newest on ${newestOf('newest', deskId)}
    where a.user_id = ${deskId}::uuid and a.id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])
      and (newest.bound is not null or newest.aside is not null)`)
  return z
    .array(
      z.object({
        accountId: z.string(),
        bound: z.number().nullable().transform(boundOfBits),
        unpriced: z.array(z.string()),
        notIncluded: z.array(notIncluded),
        aside: storedAside,
      }),
    )
    .parse(rows)
}
