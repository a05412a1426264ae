import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../client'

const decimal = z.string()
const moment = z.coerce.number().transform((ms) => new Date(ms))
const milliseconds = (column: string) => sql`(extract(epoch from ${sql.raw(column)}) * 1000)::bigint`

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
export type CachedHeadRow = z.output<typeof head>

/** The user's active accounts in the order of creation, each with its newest snapshot's id. One round trip, no assets read. */
export async function cachedHeads(db: Db, userId: string): Promise<CachedHeadRow[]> {
  const rows = await db.readAsUser(
    userId,
    sql`
    select a.id, a.name, a.exchange, a.error_code as "errorCode", a.error_message as "errorMessage",
      a.error_exchange as "errorExchange", ${milliseconds('a.error_since')} as "errorSince",
      ${milliseconds('a.created_at')} as "createdAt", ${milliseconds('a.updated_at')} as "updatedAt",
      ${milliseconds('a.next_refresh_at')} as "nextRefreshAt", u.refresh_interval_seconds as "intervalSeconds",
      newest.id as "snapshotId", ${milliseconds('newest.as_of')} as "asOf"
    from users u join accounts a on a.user_id = u.id and a.archived_at is null left join lateral (
      select id, as_of from snapshots where account_id = a.id and user_id = ${userId}::uuid order by as_of desc limit 1
    ) newest on true
    where u.id = ${userId}::uuid order by a.created_at, a.id`,
  )
  return z.array(head).parse(rows)
}

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
  id: z.string(),
  equity: decimal.nullable(),
  equities: z.array(walletEquity),
  unpriced: z.array(z.string()),
  notIncluded: z.array(z.object({ wallet: z.string(), reason: z.string() })),
  /** A JSON array of objects, every number with all its digits. */
  assets: z.string(),
})
/** A snapshot whose assets are JSON already. */
export type SnapshotBody = z.output<typeof body>

/**
 * Snapshots of the user by their ids, assets in their order as JSON that PostgreSQL wrote: each asset an object of these
 * columns under their names. One round trip.
 * @param columns of `snapshot_assets`, from the code and never from a request
 */
export async function snapshotBodies(
  db: Db,
  userId: string,
  ids: readonly string[],
  columns: readonly string[],
): Promise<Map<string, SnapshotBody>> {
  const rows = await db.readAsUser(
    userId,
    sql`
    select s.id, s.equity, s.equities, s.unpriced, s.not_included as "notIncluded", coalesce((
      select json_agg(asset) from (
        select ${sql.join(
          columns.map((column) => sql.identifier(column)),
          sql`, `,
        )} from snapshot_assets
        where snapshot_id = s.id and user_id = ${userId}::uuid order by ordinal
      ) asset
    )::text, '[]') as assets
    from snapshots s where s.id = any(${sql.param(`{${ids.join(',')}}`)}::bigint[]) and s.user_id = ${userId}::uuid`,
  )
  return new Map(
    z
      .array(body)
      .parse(rows)
      .map((row) => [row.id, row]),
  )
}
