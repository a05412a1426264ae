import { sql } from 'drizzle-orm'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'

/**
 * What assets were worth a unit, day by day (UTC) from one on, of readings in which the user held them: of each symbol by the
 * largest holding of the day, coins before positions. Of a contract on a thousand that is a thousand's price.
 */
export async function dayPrices(
  tx: Tx,
  deskId: string,
  symbols: readonly string[],
  from: Date,
): Promise<{ symbol: string; day: number; usd: DecimalString }[]> {
  if (symbols.length === 0) return []
  const rows = await tx.execute<{ symbol: string; day: number; usd: string }>(sql`
    select distinct on (symbol, bucket) symbol, (extract(epoch from bucket) / 86400)::int as day, (notional / size)::text as usd
    from asset_points
    where user_id = ${deskId}::uuid and resolution_seconds = 86400 and size <> 0 and abs(notional) >= 1
      and symbol = any(array(select jsonb_array_elements_text(${JSON.stringify(symbols)}::text::jsonb)))
      and bucket >= ${from.toISOString()}::timestamptz
    order by symbol, bucket, asset_type desc, abs(notional) desc`)
  return rows.map(({ symbol, day, usd }) => ({ symbol, day: Number(day), usd }))
}

/**
 * What coins were worth a unit at the end of stretches of one width, of readings in which the user held them: of each coin by
 * the largest holding. By coin and time.
 */
export async function pricesBetween(
  tx: Tx,
  deskId: string,
  coins: readonly string[],
  { from, to, width }: { from: Date; to: Date; width: number },
): Promise<{ coin: string; at: Date; price: DecimalString }[]> {
  const rows = await tx.execute<{ coin: string; at: string; price: string }>(sql`
    select distinct on (symbol, bucket) symbol as coin, (extract(epoch from bucket) * 1000)::bigint::text as at,
      (notional / size)::text as price
    from asset_points
    where user_id = ${deskId}::uuid and resolution_seconds = ${width} and asset_type = 'token' and size <> 0 and abs(notional) >= 1
      and symbol = any(array(select jsonb_array_elements_text(${JSON.stringify(coins)}::text::jsonb)))
      and bucket >= ${from.toISOString()}::timestamptz and bucket < ${to.toISOString()}::timestamptz
    order by symbol, bucket, abs(notional) desc`)
  return rows.map(({ coin, at, price }) => ({ coin, at: new Date(Number(at)), price }))
}
