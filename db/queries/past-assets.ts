import { sql } from 'drizzle-orm'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'

/** What was last held of one symbol in one stretch of time before Ballast read the account. */
export interface PastAssetPoint {
  width: number
  /** Start of the stretch. */
  bucket: Date
  symbol: string
  walletType: string
  assetType: 'token' | 'position'
  size: DecimalString
  /** USD; null where it had no price. */
  notional: DecimalString | null
  /** Unrealised, USD, of a position; null: not known, or none. */
  profit: DecimalString | null
}

/** An element of an array's text. */
const quoted = (value: string | null) => (value === null ? 'NULL' : `"${value.replace(/["\\]/g, '\\$&')}"`)

/** Enters points of single assets of the time before the first reading; what is there stays. */
export async function insertPastAssets(
  tx: Tx,
  deskId: string,
  accountId: string,
  points: readonly PastAssetPoint[],
): Promise<void> {
  const list = (pick: (point: PastAssetPoint) => string | null) =>
    sql`${`{${points.map((point) => quoted(pick(point))).join(',')}}`}::text`
  await tx.execute(sql`
    insert into asset_points (account_id, user_id, resolution_seconds, bucket, symbol, wallet_type, asset_type, size, notional, profit)
    select ${accountId}::uuid, ${deskId}::uuid, point.*
    from unnest(${list(({ width }) => String(width))}::int[], ${list(({ bucket }) => bucket.toISOString())}::timestamptz[],
      ${list(({ symbol }) => symbol)}::text[], ${list(({ walletType }) => walletType)}::text[],
      ${list(({ assetType }) => assetType)}::text[], ${list(({ size }) => size)}::numeric[],
      ${list(({ notional }) => notional)}::numeric[], ${list(({ profit }) => profit)}::numeric[]) as point
    on conflict do nothing`)
}
