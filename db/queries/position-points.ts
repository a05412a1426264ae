import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'

const uuids = (ids: readonly string[]) => sql`${sql.param(`{${ids.join(',')}}`)}::uuid[]`

/** A position that was held at some point of a stretch. */
export interface SeenPosition {
  accountId: string
  symbol: string
  wallet: string
}

/** Positions of accounts at any point of one width between two moments (inclusive), and the wallets that they were in. */
export async function seenPositions(
  tx: Tx,
  deskId: string,
  accountIds: readonly string[],
  { from, to, width }: { from: Date; to: Date; width: number },
): Promise<SeenPosition[]> {
  const [row] = await tx.execute<{ rows: string | null }>(sql`
    select json_agg(json_build_array(account_id, symbol, wallet_type))::text as rows from (
      select distinct account_id, symbol, wallet_type from asset_points
      where user_id = ${deskId}::uuid and account_id = any(${uuids(accountIds)}) and resolution_seconds = ${width}
        and asset_type = 'position' and bucket >= ${from.toISOString()}::timestamptz and bucket <= ${to.toISOString()}::timestamptz
    ) seen`)
  return z
    .array(z.tuple([z.string(), z.string(), z.string()]))
    .parse(JSON.parse(row?.rows ?? '[]'))
    .map(([accountId, symbol, wallet]) => ({ accountId, symbol, wallet }))
}

/** A stored point of an account. */
export interface PointKey {
  accountId: string
  /** Seconds. */
  width: number
  bucket: Date
}

export interface HeldPosition {
  symbol: string
  /** Unrealised, USD; null: it was not told, or is of a time when it was not kept. */
  profit: DecimalString | null
}

/** Positions at points, one list for each of them in their order. */
export async function heldPositions(tx: Tx, deskId: string, points: readonly PointKey[]): Promise<HeldPosition[][]> {
  if (points.length === 0) return []
  const given = JSON.stringify(points.map(({ accountId, width, bucket }) => ({ id: accountId, width, at: bucket.toISOString() })))
  const [row] = await tx.execute<{ rows: string | null }>(sql`
    select json_agg(json_build_array(nr, symbol, profit))::text as rows from (
      select g.nr - 1 as nr, p.symbol, case when bool_and(p.profit is not null) then sum(p.profit)::text end as profit
      from jsonb_array_elements(${given}::text::jsonb) with ordinality as g(point, nr)
      -- Each by its key, not by the index of a person's points.
      join asset_points p on p.account_id = (g.point->>'id')::uuid and p.user_id is not distinct from ${deskId}::uuid
        and p.resolution_seconds = (g.point->>'width')::int and p.bucket = (g.point->>'at')::timestamptz
        and p.asset_type = 'position'
      group by g.nr, p.symbol order by g.nr, p.symbol
    ) held`)
  const held = points.map((): HeldPosition[] => [])
  for (const [nr, symbol, profit] of z
    .array(z.tuple([z.number(), z.string(), z.string().nullable()]))
    .parse(JSON.parse(row?.rows ?? '[]')))
    held[nr]?.push({ symbol, profit })
  return held
}
