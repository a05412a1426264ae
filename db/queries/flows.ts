import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { DecimalString } from '@/server/domain/decimal'
import { FLOW_KINDS, FLOW_STATES, type FlowEntry, type FlowKind } from '@/server/domain/flows/types'
import type { Tx } from '../client'
import { type Question, questionOfText } from '../question'

/** What a price at a flow's time was taken from: a snapshot, the exchange's candle, or a coin that is the dollar itself. */
export const PRICE_SOURCES = ['snapshot', 'candle', 'fixed'] as const
export type PriceSource = (typeof PRICE_SOURCES)[number]

/** An entry as it is kept. */
export interface FlowRow extends FlowEntry {
  /** Of the row here, unlike `id`, which is the exchange's. */
  rowId: string
  accountId: string
  /** `hand` where a person wrote it. */
  ledger: string
  /** USD per coin at its time; null: not known. */
  price: DecimalString | null
  priceSource: PriceSource | null
  priceAt: Date | null
  /** By which markets candles gave it, or in a sentence why there is none; null: they were not asked. */
  priceRoute: string | null
  feePrice: DecimalString | null
  /** Kind that a person gave it; `kind` is the exchange's. */
  setKind: FlowKind | null
  note: string | null
  /** Row id of the other leg, where both are a user's own. */
  pairedWith: string | null
  /** `rule` or `person`; null: no pair. */
  pairedBy: 'rule' | 'person' | null
}

/** Ledger of what a person wrote by hand. */
export const HAND_LEDGER = 'hand'

const decimal = z.string()
const kind = z.enum(FLOW_KINDS)
const packedRow = z.tuple([
  z.string(), // 0 row id
  z.string(), // 1 account
  z.string(), // 2 ledger
  z.string(), // 3 entry id
  z.number(), // 4 at, ms
  z.string(), // 5 coin
  decimal, // 6 amount
  kind, // 7
  z.string(), // 8 word
  z.enum(FLOW_STATES), // 9
  z.string().nullable(), // 10 wallet
  z.string().nullable(), // 11 pair
  z.string().nullable(), // 12 fee coin
  decimal.nullable(), // 13 fee amount
  z.tuple([
    z.string().nullable(), // wallet
    z.string().nullable(), // account
    z.string().nullable(), // chain
    z.string().nullable(), // address
    z.string().nullable(), // tx hash
    z.string().nullable(), // transfer id
  ]), // 14 the other end
  decimal.nullable(), // 15 price
  z.enum(PRICE_SOURCES).nullable(), // 16
  z.number().nullable(), // 17 price at
  decimal.nullable(), // 18 fee price
  kind.nullable(), // 19 set kind
  z.string().nullable(), // 20 note
  z.string().nullable(), // 21 paired with
  z.enum(['rule', 'person']).nullable(), // 22
  z.string().nullable(), // 23 price route
])

const ms = (column: SQL) => sql`(extract(epoch from ${column}) * 1000)::bigint`
const packed = sql`json_build_array(f.id::text, f.account_id, f.ledger, f.entry_id, ${ms(sql`f.at`)}, f.coin, f.amount::text, f.kind,
  f.word, f.state, f.wallet, f.pair, f.fee_coin, f.fee_amount::text,
  json_build_array(f.other_wallet, f.other_account, f.chain, f.address, f.tx_hash, f.transfer_id),
  f.price::text, f.price_source, ${ms(sql`f.price_at`)}, f.fee_price::text, f.set_kind, f.note, p.other::text, p.decided_by,
  f.price_route)`

function unpack(row: z.output<typeof packedRow>): FlowRow {
  const [wallet, account, chain, address, txHash, transferId] = row[14]
  const known = row[14].some((part) => part !== null)
  return {
    rowId: row[0],
    accountId: row[1],
    ledger: row[2],
    id: row[3],
    at: new Date(row[4]),
    coin: row[5],
    amount: row[6],
    kind: row[7],
    word: row[8],
    state: row[9],
    wallet: row[10],
    pair: row[11],
    fee: row[12] === null || row[13] === null ? null : { coin: row[12], amount: row[13] },
    counterpart: known ? { wallet, account, chain, address, txHash, transferId } : null,
    price: row[15],
    priceSource: row[16],
    priceAt: row[17] === null ? null : new Date(row[17]),
    priceRoute: row[23],
    feePrice: row[18],
    setKind: row[19],
    note: row[20],
    pairedWith: row[21],
    pairedBy: row[22],
  }
}

const uuids = (ids: readonly string[]) => sql`${sql.param(`{${ids.join(',')}}`)}::uuid[]`
const moment = (at: Date) => sql`${at.toISOString()}::timestamptz`

const pairOf = (deskId: string) => sql`left join lateral (
    select case when out_id = f.id then in_id else out_id end as other, decided_by from flow_pairs
    where user_id = ${deskId}::uuid and not apart and (out_id = f.id or in_id = f.id) limit 1) p on true`

/** What is asked for; every part that is there narrows it. */
export interface FlowFilter {
  accountIds: readonly string[]
  /** Inclusive. */
  from?: Date
  /** Exclusive. */
  to?: Date
  kinds?: readonly FlowKind[]
  /** The exchange's kind or the one that a person gave is one of these. */
  everKinds?: readonly FlowKind[]
  coins?: readonly string[]
  states?: readonly FlowEntry['state'][]
  /** True: legs of a pair alone; false: only those without one. */
  paired?: boolean
  rowIds?: readonly string[]
  /** Only what stands behind this one in the list's order (newest first). */
  after?: { at: Date; rowId: string }
  limit?: number
}

const texts = (values: readonly string[]) => sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb))`

function conditions(deskId: string, filter: FlowFilter): SQL {
  const { accountIds, from, to, kinds, everKinds, coins, states, paired, rowIds, after } = filter
  const parts = [sql`f.user_id = ${deskId}::uuid`, sql`f.account_id = any(${uuids(accountIds)})`]
  if (from) parts.push(sql`f.at >= ${moment(from)}`)
  if (to) parts.push(sql`f.at < ${moment(to)}`)
  if (kinds) parts.push(sql`coalesce(f.set_kind, f.kind) = any(${texts(kinds)})`)
  if (everKinds) parts.push(sql`(f.kind = any(${texts(everKinds)}) or f.set_kind = any(${texts(everKinds)}))`)
  if (coins) parts.push(sql`f.coin = any(${texts(coins)})`)
  if (states) parts.push(sql`f.state = any(${texts(states)})`)
  if (paired !== undefined) parts.push(paired ? sql`p.other is not null` : sql`p.other is null`)
  if (rowIds) parts.push(sql`f.id = any(${sql.param(`{${rowIds.join(',')}}`)}::bigint[])`)
  if (after) parts.push(sql`(f.at, f.id) < (${moment(after.at)}, ${after.rowId}::bigint)`)
  return sql.join(parts, sql` and `)
}

const listed = (deskId: string, filter: FlowFilter) => sql`
  select json_agg(packed)::text as rows from (
    select ${packed} as packed from flows f ${pairOf(deskId)}
    where ${conditions(deskId, filter)} order by f.at desc, f.id desc ${filter.limit === undefined ? sql`` : sql`limit ${filter.limit}`}
  ) packed_rows`

const rowsOf = (text: string | null | undefined): FlowRow[] =>
  z
    .array(packedRow)
    .parse(JSON.parse(text ?? '[]'))
    .map(unpack)

/** Entries, newest first. */
export async function listFlows(tx: Tx, deskId: string, filter: FlowFilter): Promise<FlowRow[]> {
  if (filter.accountIds.length === 0) return []
  const [row] = await tx.execute<{ rows: string | null }>(listed(deskId, filter))
  return rowsOf(row?.rows)
}

/** The same, to be read beside something else. */
export const flowsQuestion = (deskId: string, filter: FlowFilter): Question<FlowRow[]> =>
  questionOfText(listed(deskId, filter), rowsOf)

/** The stored entries of a ledger with these ids. */
export async function storedEntries(
  tx: Tx,
  deskId: string,
  of: { accountId: string; ledger: string; ids: readonly string[] },
): Promise<FlowRow[]> {
  const [row] = await tx.execute<{ rows: string | null }>(sql`
    select json_agg(${packed})::text as rows
    from jsonb_array_elements_text(${JSON.stringify(of.ids)}::text::jsonb) as wanted(id)
    -- Each by its key, however many entries the ledger has.
    cross join lateral (
      select * from flows where account_id = ${of.accountId}::uuid and ledger = ${of.ledger} and entry_id = wanted.id
        and user_id = ${deskId}::uuid limit 1) f
    ${pairOf(deskId)}`)
  return rowsOf(row?.rows)
}

/** Columns that an exchange tells. */
const SENT = [
  ...['at', 'coin', 'amount', 'kind', 'word', 'state', 'wallet', 'pair', 'fee_coin', 'fee_amount'],
  ...['other_wallet', 'other_account', 'chain', 'address', 'tx_hash', 'transfer_id'],
]

/**
 * Stores entries of a ledger: new ones, and what changed of those that are there. What a person said of an entry stays. The
 * days that are touched are made anew. No id may be given twice.
 * @returns number of rows that are new or changed
 */
export async function upsertFlows(
  tx: Tx,
  deskId: string,
  of: { accountId: string; ledger: string; now: Date },
  entries: readonly FlowEntry[],
): Promise<number> {
  if (entries.length === 0) return 0
  const given = JSON.stringify(
    entries.map(({ at, fee, counterpart, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      feeCoin: fee?.coin ?? null,
      feeAmount: fee?.amount ?? null,
      otherWallet: counterpart?.wallet ?? null,
      otherAccount: counterpart?.account ?? null,
      chain: counterpart?.chain ?? null,
      address: counterpart?.address ?? null,
      txHash: counterpart?.txHash ?? null,
      transferId: counterpart?.transferId ?? null,
    })),
  )
  const columns = sql.raw(SENT.join(', '))
  const all = (table: string) => sql.raw(SENT.map((name) => `${table}.${name}`).join(', '))
  const rows = await tx.execute<{ n: string }>(sql`
    with given as (
      select * from jsonb_to_recordset(${given}::text::jsonb) as g(id text, at timestamptz, coin text, amount numeric, kind text, word text,
        state text, wallet text, pair text, "feeCoin" text, "feeAmount" numeric, "otherWallet" text, "otherAccount" text, chain text,
        address text, "txHash" text, "transferId" text)
    ), before as (
      select f.entry_id, f.at from flows f join given g on g.id = f.entry_id
      where f.account_id = ${of.accountId}::uuid and f.user_id = ${deskId}::uuid and f.ledger = ${of.ledger}
    ), written as (
      insert into flows (account_id, user_id, ledger, entry_id, ${columns}, stored_at, changed_at)
      select ${of.accountId}::uuid, ${deskId}::uuid, ${of.ledger}, id, at, coin, amount, kind, word, state, wallet, pair, "feeCoin",
        "feeAmount", "otherWallet", "otherAccount", chain, address, "txHash", "transferId", ${moment(of.now)}, ${moment(of.now)}
      from given order by at, id
      on conflict (account_id, ledger, entry_id) do update set (${columns}) = row(${all('excluded')}), changed_at = excluded.changed_at,
        price = case when (flows.at, flows.coin) = (excluded.at, excluded.coin) then flows.price end,
        price_source = case when (flows.at, flows.coin) = (excluded.at, excluded.coin) then flows.price_source end,
        price_at = case when (flows.at, flows.coin) = (excluded.at, excluded.coin) then flows.price_at end,
        fee_price = case when (flows.at, flows.fee_coin) = (excluded.at, excluded.fee_coin) then flows.fee_price end,
        price_route = case when (flows.at, flows.coin) = (excluded.at, excluded.coin) then flows.price_route end,
        priced_at = null, candles_at = null
      where (${all('flows')}) is distinct from (${all('excluded')})
      returning entry_id, at
    ), stale as (
      delete from performance_days d
      using (select at from written union select b.at from before b join written w using (entry_id)) touched
      where d.account_id = ${of.accountId}::uuid and d.user_id = ${deskId}::uuid and d.open_at < touched.at and d.close_at >= touched.at
    ) select count(*) as n from written`)
  return Number(rows[0]?.n ?? 0)
}

/** What a person says an entry is; null: as the exchange says. The days that it lies in are made anew. False: no such entry. */
export async function classify(
  tx: Tx,
  deskId: string,
  { rowId, kind, note, now }: { rowId: string; kind: FlowKind | null; note?: string | null | undefined; now: Date },
): Promise<boolean> {
  const words = note === undefined ? sql`flows.note` : sql`${note}::text`
  const rows = await tx.execute(sql`
    with said as (
      update flows set set_kind = ${kind}::text, note = ${words}, changed_at = ${moment(now)}
      where id = ${rowId}::bigint and user_id = ${deskId}::uuid returning account_id, at
    ), stale as (
      delete from performance_days d using said
      where d.account_id = said.account_id and d.user_id = ${deskId}::uuid and d.open_at < said.at and d.close_at >= said.at
    ) select 1 from said`)
  return rows.length > 0
}

/** Sets the price that a person gave an entry. */
export async function setPrice(tx: Tx, deskId: string, { rowId, price }: { rowId: string; price: DecimalString }): Promise<void> {
  await tx.execute(sql`
    update flows set price = ${price}::numeric, price_source = 'fixed', price_at = at, priced_at = at
    where id = ${rowId}::bigint and user_id = ${deskId}::uuid`)
}

/** Removes an entry that was written by hand. False: there is none. */
export async function removeHandFlow(tx: Tx, deskId: string, rowId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    with gone as (
      delete from flows where id = ${rowId}::bigint and user_id = ${deskId}::uuid and ledger = ${HAND_LEDGER} returning account_id, at
    ), stale as (
      delete from performance_days d using gone
      where d.account_id = gone.account_id and d.user_id = ${deskId}::uuid and d.open_at < gone.at and d.close_at >= gone.at
    ) select 1 from gone`)
  return rows.length > 0
}
