import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FiguredSnapshot } from '@/server/domain/account-figures'
import { boundOfBits } from '@/server/domain/bound'
import type { Db } from '../client'
import { prepared } from '../statement'
import { heldBy, newestOf, notIncluded, storedAside, walletEquity } from './snapshots'

const decimal = z.string()
const moment = z.number().transform((ms) => new Date(ms))
/** Of a double, whose digits are enough for it: a `numeric` takes PostgreSQL three times as long. */
const milliseconds = (column: string) => sql`(date_part('epoch', ${sql.raw(column)}) * 1000)::bigint`
/** Every digit that PostgreSQL keeps of a moment: what tells one snapshot of an account from another. */
const exactly = (column: string) => sql`(extract(epoch from ${sql.raw(column)}) * 1000000)::bigint::text`

const packedAccount = z.tuple([
  z.string(), // 0 id
  z.string(), // 1 name
  z.string(), // 2 exchange
  z.string().nullable(), // 3 exchangeLabel
  z.boolean(), // 4 sandbox
  z.boolean(), // 5 valid
  z.string(), // 6 maskedKey
  z.array(z.string()).nullable(), // 7 permissions
  moment.nullable(), // 8 keyExpiresAt
  z.unknown(), // 9 keyChange
  moment, // 10 createdAt
  moment, // 11 updatedAt
  moment.nullable(), // 12 lastRefreshedAt
  z.string().nullable(), // 13 newest
  z.string().nullable(), // 14 errorCode
  z.string().nullable(), // 15 errorMessage
  z.string().nullable(), // 16 errorExchange
  moment.nullable(), // 17 errorSince
  moment, // 18 nextRefreshAt
  z.array(z.string()).nullable(), // 19 newSubAccounts
  z.string().nullable(), // 20 parentId
])

/** An active account without what no page of the whole desk shows. */
export type DeskRow = ReturnType<typeof unpack>

function unpack(row: z.output<typeof packedAccount>) {
  return {
    id: row[0],
    name: row[1],
    exchange: row[2],
    exchangeLabel: row[3],
    sandbox: row[4],
    valid: row[5],
    maskedKey: row[6],
    permissions: row[7],
    keyExpiresAt: row[8],
    keyChange: row[9],
    createdAt: row[10],
    updatedAt: row[11],
    lastRefreshedAt: row[12],
    /** Names its newest snapshot; null before the first. */
    newest: row[13],
    errorCode: row[14],
    errorMessage: row[15],
    errorExchange: row[16],
    errorSince: row[17],
    nextRefreshAt: row[18],
    /** Names of sub-accounts that nobody has looked at; null where there are none. */
    newSubAccounts: row[19],
    parentId: row[20],
  }
}

/** The user's active accounts in the order of creation, and the refresh interval that they chose. */
export interface DeskRows {
  intervalSeconds: number
  rows: readonly DeskRow[]
  /** All of them as PostgreSQL wrote them, a line each. */
  text: Buffer
}

/**
 * The user's active accounts as they are now, in one round trip. A row that PostgreSQL writes as it did `before` is the very
 * same object, and where it writes all of them so, the answer is `before` itself: of a thousand accounts, next to none
 * change between two looks. Null where there is no such user.
 */
export async function deskRows(db: Db, deskId: string, before: DeskRows | null = null): Promise<DeskRows | null> {
  const [first] = await db.readAsDesk(deskId, deskOf({ deskId }))
  if (!first) return null
  const intervalSeconds = z.coerce.number().parse(String(first[0]))
  const found = first[1] ?? Buffer.alloc(0)
  if (before?.intervalSeconds === intervalSeconds && before.text.equals(found)) return before
  // A copy: what the driver hands out is part of all that came with it.
  const text = Buffer.from(found)
  const known = new Map(before && linesOf(before.text).map((line, at) => [line, before.rows[at]]))
  const rows = linesOf(text).map((line) => known.get(line) ?? unpack(packedAccount.parse(JSON.parse(line))))
  return { intervalSeconds, rows, text }
}

/** JSON has no line breaks of its own. */
const linesOf = (text: Buffer): string[] => (text.length === 0 ? [] : text.toString().split('\n'))

/** One text for all: a thousand rows of the protocol take Node longer than what they hold. */
const deskOf = prepared<'deskId'>(
  (value) => sql`
  select u.refresh_interval_seconds, (
    select string_agg(json_build_array(
      a.id, a.name, a.exchange, a.exchange_label, a.sandbox, a.valid, a.masked_key, a.permissions,
      ${milliseconds('a.key_expires_at')}, a.key_change, ${milliseconds('a.created_at')}, ${milliseconds('a.updated_at')},
      ${milliseconds('a.last_refreshed_at')}, ${exactly('a.last_refreshed_at')}, a.error_code, a.error_message,
      a.error_exchange, ${milliseconds('a.error_since')}, ${milliseconds('a.next_refresh_at')},
      nullif(jsonb_path_query_array(a.listed_sub_accounts, '$.fresh[*].name'), '[]'), a.parent_id)::text, chr(10) order by a.created_at, a.id)
    from accounts a where a.user_id = ${value('deskId')}::uuid and a.archived_at is null)
  from desks u where u.id = ${value('deskId')}::uuid`,
)

const packedSnapshot = z.tuple([
  z.string(), // 0 accountId
  z.string(), // 1 name of the snapshot
  moment, // 2 asOf
  decimal.nullable(), // 3 equity
  z.number().nullable().transform(boundOfBits), // 4 bound
  storedAside, // 5 aside
  decimal.nullable(), // 6 grossExposure
  decimal.nullable(), // 7 netExposure
  z.array(walletEquity), // 8 equities
  z.array(z.string()), // 9 unpriced
  z.array(notIncluded), // 10 notIncluded
  z.array(z.string()), // 11 warnings
  z.array(
    z.tuple([
      z.string(), // 0 symbol
      z.enum(['token', 'position']), // 1 assetType
      z.string(), // 2 walletType
      z.string(), // 3 base
      decimal, // 4 size
      decimal.nullable(), // 5 notional
      decimal.nullable(), // 6 price
      decimal.nullable(), // 7 marginBalance
      decimal.nullable(), // 8 markPrice
      decimal.nullable(), // 9 liquidationPrice
      z.enum(['cross', 'isolated']).nullable(), // 10 marginMode
    ]),
  ), // 12 assets
])

/** The newest snapshots of these accounts of the user, by account id, as far as figures rest on them. One round trip. */
export async function deskSnapshots(
  db: Db,
  deskId: string,
  accountIds: readonly string[],
): Promise<Map<string, { newest: string; snapshot: FiguredSnapshot }>> {
  const rows = await db.readAsDesk(
    deskId,
    sql`
    select json_build_array(a.id, ${exactly('s.as_of')}, ${milliseconds('s.as_of')}, s.equity::text, s.bound, s.aside, s.gross_exposure::text,
      s.net_exposure::text, s.equities, s.unpriced, s.not_included, s.warnings, coalesce((
        select json_agg(json_build_array(symbol, asset_type, wallet_type, base, size::text, notional::text, price::text, margin_balance::text,
          mark_price::text, liquidation_price::text, margin_mode) order by ordinal)
        from assets_of(held.assets, s.asset_values)
      ), '[]'::json))
    from accounts a join snapshots s on ${newestOf('s', deskId)} left join holdings held on ${heldBy('s', deskId)}
    where a.user_id = ${deskId}::uuid and a.id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`,
  )
  return new Map(
    rows.map(([text]) => {
      const row = packedSnapshot.parse(JSON.parse(String(text)))
      const [id, newest, asOf, equity, bound, setAside, grossExposure, netExposure, equities, unpriced, left, warnings, assets] =
        row
      const snapshot: FiguredSnapshot = {
        ...{ asOf, equity, bound, aside: setAside, grossExposure, netExposure, equities, unpriced, notIncluded: left, warnings },
        assets: assets.map((asset) => ({
          symbol: asset[0],
          assetType: asset[1],
          walletType: asset[2],
          base: asset[3],
          size: asset[4],
          notional: asset[5],
          price: asset[6],
          marginBalance: asset[7],
          markPrice: asset[8],
          liquidationPrice: asset[9],
          marginMode: asset[10],
        })),
      }
      return [id, { newest, snapshot }] as const
    }),
  )
}
