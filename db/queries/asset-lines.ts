import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { boundOfBits } from '@/server/domain/bound'
import type { DecimalString } from '@/server/domain/decimal'
import { STALE_AFTER_INTERVALS } from '@/server/domain/staleness'
import { isWhole, type TagRule, wholeAccounts } from '@/server/domain/tags/tag'
import type { EquityBound } from '@/server/domain/types'
import type { AssetGroup, AssetLine, AssetSums } from '@/server/domain/views'
import type { Db } from '../client'
import { written } from '../statement'
import { boundsLeftOut, type LeftOutAccount, leftOutAccounts, leftOutRow, mayHold, positionBits } from './asset-left-out'
import { assetOrder, DISTANCE, PROFIT_USD, SIDE, TAGS_JOINED_BY } from './asset-order'
import type { AssetNames, AssetQuery, PositionFilter } from './asset-query'
import { type CachedHead, headColumns, readHead } from './cached-balances'
import { connectedAt, countedAt, heldBy, packed, packedAsset, unpack, visibleIn } from './snapshots'

export interface AssetPage {
  at: string
  /** What the statement saw: another with it sees the same snapshots. */
  seen: string
  book: string
  total: number
  assets: AssetLine[]
  /** With the name that its rows' account, or the main account of all of them, has where they share one. */
  groups: (Omit<AssetGroup, 'label'> & { name: string })[]
  holders: CachedHead[]
  sums: AssetSums
  /** Accounts with rows among them whose newest reading may be old, or whose last try failed. */
  old: CachedHead[]
  dust: { rows: number; value: DecimalString }
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::json`
const pairs = (list: readonly (readonly [string, string])[]) =>
  sql`(select p->>0 as key, p->>1 as value from json_array_elements(${json(list)}) p)`
const anyOf = (values: readonly string[]) => sql`array(select json_array_elements_text(${json(values)}))`

const newestAt = ({ at, moment = null, seen }: Pick<AssetQuery, 'at' | 'moment' | 'seen'>) =>
  at === null && moment === null && seen === undefined
    ? sql`s.as_of = a.last_refreshed_at`
    : sql`${moment === null ? sql`s.as_of <= a.last_refreshed_at` : countedAt(moment)}
        ${at === null ? sql`` : sql`and s.id <= ${at}::bigint`} ${seen === undefined ? sql`` : sql`and ${visibleIn(seen)}`}
        order by s.as_of desc`

/** Accounts with the snapshot that counts, `h`; those that were never read have none. */
function holders(deskId: string, query: AssetQuery): SQL {
  const { at, moment = null, seen, accountIds, exchanges, names, groupBy } = query
  const user = sql`${deskId}::uuid`
  // A main account that this caller does not see has no name here: the group then has that of the first of its sub-accounts.
  const heading =
    groupBy === 'main'
      ? sql`coalesce((select main.name from accounts main where main.id = a.parent_id and main.user_id = ${user}), a.name)`
      : sql`a.name`
  return sql`chosen as (
    select a.id, a.name, a.exchange, a.parent_id, ${heading} as heading, a.last_refreshed_at,
      row_number() over (order by a.created_at, a.id) as place
    from accounts a where a.user_id = ${user} and ${connectedAt(moment)}
      ${accountIds === null ? sql`` : sql`and a.id::text = any(${anyOf(accountIds)})`}
      ${exchanges === null ? sql`` : sql`and a.exchange = any(${anyOf(exchanges)})`}
  ), h as materialized (
    select a.place, a.id, a.name, a.exchange, a.parent_id, a.heading, coalesce(named.value, a.exchange) as exchange_name,
      newest.id as snapshot, newest.as_of, held.assets, newest.asset_values, coalesce(newest.bound >> 2, 0) as bits,
      ${positionBits(sql`newest`)} as position_bits
      ${wholeOf(query)}
    from chosen a
    cross join lateral (
      select s.id, s.account_id, s.as_of, s.holdings_hash, s.asset_values, s.bound, s.not_included from snapshots s
      where s.account_id = a.id and s.user_id = ${user} and ${newestAt({ at, moment, seen })} limit 1
    ) newest
    left join holdings held on ${heldBy('newest', deskId)}
    left join ${pairs(names.exchanges)} named on named.key = a.exchange
  )`
}

/** What of an account is decided by tags that take it as a whole: `tagged`, and `tags`, the places of those it belongs to. */
function wholeOf({ tagged, groupBy, tags }: AssetQuery): SQL {
  const places = tags.flatMap(({ rules }, place) => wholeAccounts({ rules }).map((id) => [id, place] as const))
  return sql`${tagged === null ? sql`` : sql`, a.id::text = any(${anyOf(wholeAccounts({ rules: tagged }))}) as tagged`}
    ${groupBy === 'tag' ? sql`, array(select (p->>1)::int from json_array_elements(${json(places)}) p where p->>0 = a.id::text) as tags` : sql``}`
}

/** Rows that one of these rules takes beside whole accounts. Few are named, so that each is a condition of its own. */
function takenBy(rules: readonly TagRule[], coin: SQL): SQL[] {
  return rules
    .filter((rule) => !isWhole(rule))
    .map(({ accountId, coin: wanted, market }) => {
      const all = [
        ...(accountId === null ? [] : [sql`h.id = ${accountId}::uuid`]),
        ...(wanted === null ? [] : [sql`${coin} = ${wanted}::text`]),
        ...(market === null ? [] : [sql`case when x.asset_type = 'token' then 'held' else x.market_type end = ${market}::text`]),
      ]
      return sql`(${sql.join(all, sql` and `)})`
    })
}

/** Ids of the tags that a row belongs to, joined; empty where it is none. */
function tagKey(tags: AssetQuery['tags'], coin: SQL): SQL {
  if (tags.length === 0) return sql`''::text`
  const each = tags.map(({ id, rules }, place) => {
    const fits = [sql`${place}::int = any(h.tags)`, ...takenBy(rules, coin)]
    return sql`case when ${sql.join(fits, sql` or `)} then ${id}::text end`
  })
  return sql`concat_ws(${TAGS_JOINED_BY}::text, ${sql.join(each, sql`, `)})`
}

const namesCoins = (rules: readonly TagRule[]) => rules.some((rule) => !isWhole(rule) && rule.coin !== null)

/** Whether rows are chosen or grouped by what their coins are called: only then are names looked up. */
function needsCoins({ groupBy, filter, tagged, tags }: AssetQuery): boolean {
  if (groupBy === 'coin' || filter.coins.length > 0) return true
  return namesCoins(tagged ?? []) || (groupBy === 'tag' && tags.some(({ rules }) => namesCoins(rules)))
}

/** One row an asset that the view shows or leaves out as dust, with no more than what choosing, order and sums need. */
function rows(query: AssetQuery): SQL {
  const { types, words, dustUsd, sort, groupBy, names, filter, tagged, tags } = query
  const searched = sql`lower((x.symbol || ' ' || h.name || ' ' || h.exchange_name || ' ' || coalesce(wallet.value, x.wallet_type)
    || ' ' || x.asset_type || ' ' || coalesce(${sql.raw(SIDE)}, '') || ' ' || coalesce(x.margin_mode, '')) collate "people")`
  const coined = needsCoins(query)
  const coin = coined ? sql`coalesce(coin.value, x.base)` : sql`x.base`
  const chosen = [
    ...(types === null ? [] : [sql`x.asset_type = any(${anyOf(types)})`]),
    ...(tagged === null ? [] : [sql`(${sql.join([sql`h.tagged`, ...takenBy(tagged, coin)], sql` or `)})`]),
    ...chosenPositions(filter, coin),
    // Each word is in all of it.
    ...words.map((word) => sql`strpos(searched, ${word}::text collate "C") > 0`),
  ]
  const key = {
    none: sql`null::text`,
    coin,
    account: sql`h.id::text`,
    main: sql`coalesce(h.parent_id, h.id)::text`,
    exchange: sql`h.exchange`,
    tag: tagKey(tags, coin),
  }[groupBy]
  const dust =
    dustUsd === null ? sql`false` : sql`coalesce(x.asset_type = 'token' and abs(x.notional) < ${dustUsd}::numeric, false)`
  const withFunding = sort.id === 'funding' || sort.id === 'nextFunding'
  return sql`shown as materialized (
    select h.place, h.bits, x.ordinal, x.asset_type, x.notional, x.size, ${CONTRACT} as contract, x.entry_price, case when x.asset_type = 'position' then ${PROFIT_USD} end as profit,
      ${dust} as dust, ${key} as key, ${assetOrder(sort.id, sort.desc).keys}
    from h cross join lateral assets_of(h.assets, h.asset_values) x
    ${words.length === 0 ? sql`` : sql`left join ${pairs(names.wallets)} wallet on wallet.key = x.wallet_type cross join lateral (select ${searched} collate "C" as searched) as searched`}
    ${coined ? sql`left join ${pairs(names.coins)} coin on coin.key = x.base` : sql``}
    ${withFunding ? sql`left join ${fundingRows(names.funding)} as f(exchange text, pair text, rate numeric, next_at timestamptz) on f.exchange = h.exchange and f.pair = x.symbol and x.asset_type = 'position'` : sql``}
    ${chosen.length === 0 ? sql`` : sql`where ${sql.join(chosen, sql` and `)}`}
  )`
}

function chosenPositions({ coins, sides, markets, marginModes, losing, nearerThan }: PositionFilter, coin: SQL): SQL[] {
  const position = sql`x.asset_type = 'position'`
  return [
    ...(coins.length === 0 ? [] : [sql`${coin} = any(${anyOf(coins)})`]),
    ...(sides.length === 0 ? [] : [sql`${sql.raw(SIDE)} = any(${anyOf(sides)})`]),
    ...(markets.length === 0 ? [] : [sql`${position} and x.market_type = any(${anyOf(markets)})`]),
    ...(marginModes.length === 0 ? [] : [sql`${position} and x.margin_mode = any(${anyOf(marginModes)})`]),
    ...(losing ? [sql`${position} and ${PROFIT_USD} < 0`] : []),
    ...(nearerThan === null ? [] : [sql`${DISTANCE} < ${nearerThan}::numeric`]),
  ]
}

function fundingRows(funding: AssetNames['funding']): SQL {
  return sql`json_to_recordset(${json(
    funding.map(({ exchange, pair, rate, nextAt }) => ({ exchange, pair, rate, next_at: nextAt?.toISOString() ?? null })),
  )})`
}

/** As `fixed` writes them: no zeros at the end. */
const exact = (expression: SQL) => sql`trim_scale(${expression})::text`
/** What a position's entry price counts, a coin in a currency, dollars of all kinds as one; null for options, which have prices of their own. */
const QUOTE = sql`split_part(split_part(x.symbol, '-', -1), ':', 1)`
const CONTRACT = sql`case when x.asset_type = 'position' and x.market_type <> 'option'
  then (x.base || ' ' || case when ${QUOTE} like '%USD%' then 'USD' else ${QUOTE} end) collate "C" end`
/** What positions of one contract were opened at, weighed by their sizes; null where that is not known of one of them. */
const entryOf = (side: SQL) => {
  const told = sql`contract is not null and ${side}`
  return sql`case when min(contract) filter (where ${told}) = max(contract) filter (where ${told})
      and not bool_or(entry_price is null) filter (where ${told}) then
    ${exact(sql`round(sum(abs(size) * entry_price) filter (where ${told}) / sum(abs(size)) filter (where ${told}), 12)`)} end`
}
const SUMS = sql`count(*), ${exact(sql`sum(notional) filter (where asset_type = 'token')`)},
  ${exact(sql`sum(notional) filter (where asset_type = 'position')`)},
  ${exact(sql`sum(abs(notional)) filter (where asset_type = 'position')`)}, ${exact(sql`sum(profit)`)},
  count(*) filter (where notional is null),
  coalesce(bit_or(case when size < 0 then 2 else 1 end) filter (where notional is null and asset_type = 'token'), 0),
  count(*) filter (where notional is null and asset_type = 'position'), ${entryOf(sql`size > 0`)}, ${entryOf(sql`size < 0`)}`

/** Readings that are late by the desk's own interval: each exchange's may be longer. */
const mayBeOld = (now: Date) => sql`(a.error_code is not null or h.as_of > ${now.toISOString()}::timestamptz
  or h.as_of < ${now.toISOString()}::timestamptz - ${STALE_AFTER_INTERVALS}::int * u.refresh_interval_seconds * interval '1 second')`

/** `ranked`: groups in their order, each with the line that it begins at; with or without a line for their head. */
function grouped(sort: AssetQuery['sort'], open: readonly string[] | 'all', heads: boolean): SQL {
  const order = assetOrder(sort.id, sort.desc)
  const isOpen = open === 'all' ? sql`true` : sql`key = any(${anyOf(open)})`
  const length = sql`(${heads ? sql`1` : sql`0`} + case when open then rows else 0 end)`
  return sql`sized as (
    select key, ${isOpen} as open, min(place) as first, count(*) as rows, json_build_array(${SUMS}) as sums, ${order.ofGroup}
    from shown where not dust group by key
  ), ranked as (
    select key, open, first, rows, sums, sum(${length}) over before - ${length} as start
    from sized window before as (order by ${order.groups} rows unbounded preceding)
  )`
}

const usd = z.string().nullable()
/** As `SUMS` has them. */
const sumRow = z.tuple([z.number(), usd, usd, usd, usd, z.number(), z.number(), z.number(), usd, usd])

const pageRow = z.object({
  at: z.string(),
  seen: z.string(),
  book: z.string().nullable(),
  total: z.number(),
  sums: sumRow,
  dust: z.tuple([z.number(), z.string()]),
  groups: z.array(z.tuple([z.number(), z.string(), z.string(), z.boolean(), sumRow])),
  assets: z.array(z.tuple([z.number(), z.string(), z.number(), z.number()]).rest(z.unknown())),
  holders: z.array(z.unknown()),
  leftOut: z.array(leftOutRow),
  old: z.array(z.unknown()),
})

/** @param leftOut accounts whose rows may be among these, and are not all known */
function sumsOf(values: z.output<typeof sumRow>, leftOut: readonly LeftOutAccount[]): AssetSums {
  const [rows, tokens, positions, gross, profit, unpriced, tokenBits, unvalued, long, short] = values
  return {
    ...{ rows, tokens, positions, gross, profit, unpriced },
    entry: { long, short },
    ...boundsLeftOut(leftOut, { tokenBits, unvalued }),
  }
}

/**
 * Some lines of the table and the sums over all of it, as of one moment; one statement, one round trip.
 * @param open keys of the groups whose rows are lines too
 * @param now null: whether readings are old is not asked
 */
export async function assetPage(
  db: Db,
  deskId: string,
  query: AssetQuery,
  { open, offset, limit, now }: { open: readonly string[]; offset: number; limit: number; now: Date | null },
): Promise<AssetPage> {
  const order = assetOrder(query.sort.id, query.sort.desc)
  const flat = query.groupBy === 'none'
  const lines = flat
    ? sql`lines as (
      select row_number() over (order by ${order.rows}) - 1 + ${offset}::bigint as index, place, ordinal
      from (select place, ordinal, k1, k2 from shown where not dust order by ${order.rows} offset ${offset}::bigint limit ${limit}::bigint) ordered
    )`
    : sql`${grouped(query.sort, open, true)}, lines as (
      select index, place, ordinal from (
        select r.start + row_number() over (partition by r.key order by ${order.rows}) as index, place, ordinal
        from (select key, start from ranked where open and start < ${offset}::bigint + ${limit}::bigint and start + rows >= ${offset}::bigint) r
        join shown on shown.key = r.key and not dust
      ) numbered where index >= ${offset}::bigint and index < ${offset}::bigint + ${limit}::bigint
    )`
  const heads = flat
    ? sql`'[]'::json`
    : sql`(select coalesce(json_agg(json_build_array(start, key, h.heading, open, sums) order by start), '[]')
        from ranked join h on h.place = first where start >= ${offset}::bigint and start < ${offset}::bigint + ${limit}::bigint)`
  const total = flat
    ? sql`(select count(*) from shown where not dust)`
    : sql`(select coalesce(sum(1 + case when open then rows else 0 end), 0) from ranked)`
  const [[found] = []] = await db.readAsDesk(
    deskId,
    sql`with ${holders(deskId, query)}, ${rows(query)}, ${lines}, seen as (select distinct place from lines), named as (
      select h.place, h.id as account_id, x.*, row_number() over (
        partition by h.place, x.asset_type, x.wallet_type, x.symbol, x.position_side, x.margin_mode order by x.ordinal
      ) - 1 as nth
      from seen join h on h.place = seen.place cross join lateral assets_of(h.assets, h.asset_values) x
    )
    select json_build_object(
      'at', coalesce((select max(snapshot) from h), 0)::text,
      'seen', pg_current_snapshot()::text,
      'book', (select md5(string_agg(place || ' ' || id || ' ' || snapshot || ' ' || name, ',' order by place)) from h),
      'total', ${total},
      'sums', (select json_build_array(${SUMS}) from shown where not dust),
      'leftOut', ${leftOutAccounts(query)},
      'old', ${
        now === null
          ? sql`'[]'::json`
          : sql`(select coalesce(json_agg(json_build_object(${headColumns}) order by h.place), '[]')
        from h join accounts a on a.id = h.id and a.user_id = ${deskId}::uuid join desks u on u.id = a.user_id
        cross join lateral (select h.snapshot as id, h.as_of) newest
        where ${mayBeOld(now)} and exists (select from shown where shown.place = h.place and not dust))`
      },
      'dust', (select json_build_array(count(*), coalesce(${exact(sql`sum(notional)`)}, '0')) from shown where dust),
      'groups', ${heads},
      'assets', (select coalesce(json_agg(${packed(sql`lines.index, named.account_id, lines.ordinal, named.nth`)} order by lines.index), '[]')
        from lines join named on named.place = lines.place and named.ordinal = lines.ordinal),
      'holders', (select coalesce(json_agg(json_build_object(${headColumns}) order by h.place), '[]')
        from seen join h on h.place = seen.place join accounts a on a.id = h.id and a.user_id = ${deskId}::uuid
        join desks u on u.id = a.user_id cross join lateral (select h.snapshot as id, h.as_of) newest)
    )`,
  )
  const page = pageRow.parse(JSON.parse(String(found)))
  return {
    at: page.at,
    seen: page.seen,
    book: page.book ?? '',
    total: page.total,
    sums: sumsOf(page.sums, page.leftOut),
    dust: { rows: page.dust[0], value: page.dust[1] },
    groups: page.groups.map(([index, key, name, isOpen, sums]) => {
      const leftOut = page.leftOut.filter((account) => mayHold(account, query, key))
      return { index, key, name, open: isOpen, ...sumsOf(sums, leftOut) }
    }),
    old: page.old.map(readHead),
    assets: page.assets.map(([index, accountId, ordinal, nth, ...asset]) =>
      lineOf(packedAsset.parse(asset), index, accountId, ordinal, nth),
    ),
    holders: page.holders.map(readHead),
  }
}

function lineOf(row: z.output<typeof packedAsset>, index: number, accountId: string, ordinal: number, nth: number): AssetLine {
  return { ...unpack(row), index, accountId, ordinal, nth }
}

/** A row of the whole table, for a file. */
export interface FileRow {
  accountId: string
  /** What sums over rows of the account are to all that is in it, beside rows without a price. */
  bound: EquityBound
  asset: Omit<AssetLine, 'index' | 'accountId' | 'ordinal' | 'nth'>
}

const ROWS_AT_A_TIME = 500
const fileRow = z.tuple([z.string(), z.number()]).rest(z.unknown())

/**
 * All rows of the table in its order, heads of groups left out, some at a time, as of one moment; before them who holds them.
 * It holds a connection until the last row: `take` is to put them somewhere that is always quick, never to wait for a reader.
 */
export async function allAssetRows(
  db: Db,
  deskId: string,
  query: AssetQuery,
  take: (rows: FileRow[], heads: ReadonlyMap<string, CachedHead>) => Promise<void>,
): Promise<void> {
  const order = assetOrder(query.sort.id, query.sort.desc)
  const flat = query.groupBy === 'none'
  const all = written(sql`with ${holders(deskId, query)}, ${rows(query)}
    ${flat ? sql`` : sql`, ${grouped(query.sort, 'all', false)}`},
    named as (select h.place as at_place, h.id as account_id, h.bits, x.* from h cross join lateral assets_of(h.assets, h.asset_values) x)
    select ${packed(sql`account_id, bits`)} as row from (
      select shown.place, shown.ordinal, ${flat ? sql`0` : sql`ranked.start`} as start, k1, k2
      from shown ${flat ? sql`` : sql`join ranked on ranked.key = shown.key`} where not dust
    ) ordered join named on named.at_place = ordered.place and named.ordinal = ordered.ordinal
    order by start, ${order.by}, place, ordered.ordinal`)
  const who = written(sql`select json_build_object(${headColumns}) as head from accounts a join desks u on u.id = a.user_id
    left join lateral (
      select s.id, s.as_of from snapshots s where s.account_id = a.id and s.user_id = a.user_id and ${newestAt(query)} limit 1
    ) newest on true
    where a.user_id = ${deskId}::uuid and ${connectedAt(query.moment ?? null)}`)
  await db.readAtOneMoment({ deskId }, async (connection) => {
    const heads = new Map(
      (await connection.unsafe<{ head: unknown }[]>(who.text, who.params)).map(({ head }) => {
        const known = readHead(head)
        return [known.id, known] as const
      }),
    )
    for await (const found of connection.unsafe<{ row: unknown }[]>(all.text, all.params).cursor(ROWS_AT_A_TIME)) {
      const taken = found.map(({ row }) => {
        const [accountId, bits, ...asset] = fileRow.parse(row)
        return { accountId, bound: boundOfBits(bits), asset: unpack(packedAsset.parse(asset)) }
      })
      await take(taken, heads)
    }
  })
}

/** Codes of all that the user's active accounts hold, as their newest snapshots say. */
export async function heldCodes(db: Db, deskId: string): Promise<string[]> {
  const found = await db.readAsDesk(
    deskId,
    sql`select coalesce(json_agg(distinct held_row.base), '[]') from accounts a
      join snapshots newest on newest.account_id = a.id and newest.user_id = ${deskId}::uuid and newest.as_of = a.last_refreshed_at
      join holdings held on ${heldBy('newest', deskId)} cross join lateral unnest(held.assets) held_row
      where a.user_id = ${deskId}::uuid and a.archived_at is null`,
  )
  return z.array(z.string()).parse(JSON.parse(String(found[0]?.[0] ?? '[]')))
}

/** Whether any asset is held, of one type or at all, and how many active accounts there are. */
export async function hasAssets(
  db: Db,
  deskId: string,
  type: 'token' | 'position' | null,
): Promise<{ held: boolean; accounts: number }> {
  const found = await db.readAsDesk(
    deskId,
    sql`select json_build_object('accounts', count(distinct a.id), 'held', coalesce(bool_or(held_row.asset_type is not null), false))
      from accounts a
      left join snapshots newest on newest.account_id = a.id and newest.user_id = ${deskId}::uuid and newest.as_of = a.last_refreshed_at
      left join holdings held on ${heldBy('newest', deskId)}
      left join lateral unnest(held.assets) held_row on ${type === null ? sql`true` : sql`held_row.asset_type = ${type}`}
      where a.user_id = ${deskId}::uuid and a.archived_at is null`,
  )
  return z.object({ held: z.boolean(), accounts: z.number() }).parse(JSON.parse(String(found[0]?.[0])))
}

/** The perpetuals that the user's active accounts have open on real exchanges. */
export async function openPerpetuals(db: Db, deskId: string): Promise<{ exchange: string; pair: string }[]> {
  const found = await db.readAsDesk(
    deskId,
    sql`select coalesce(json_agg(distinct jsonb_build_object('exchange', a.exchange, 'pair', held_row.symbol)), '[]')
      from accounts a
      join snapshots newest on newest.account_id = a.id and newest.user_id = ${deskId}::uuid and newest.as_of = a.last_refreshed_at
      join holdings held on ${heldBy('newest', deskId)} cross join lateral unnest(held.assets) held_row
      where a.user_id = ${deskId}::uuid and a.archived_at is null and not a.sandbox
        and held_row.asset_type = 'position' and held_row.market_type = 'perp'`,
  )
  return z.array(z.object({ exchange: z.string(), pair: z.string() })).parse(JSON.parse(String(found[0]?.[0] ?? '[]')))
}
