import { sql } from 'drizzle-orm'
import type { DecimalString } from '@/server/domain/decimal'
import type { Tx } from '../client'

/**
 * What assets were worth a unit, day by day (UTC) from one on, of readings in which the user held them: of each symbol by the
 * largest holding of the day, coins before positions. Of a contract on a thousand that is a thousand's price.
 */
export async function dayPrices(
  tx: Tx,
  userId: string,
  symbols: readonly string[],
  from: Date,
): Promise<{ symbol: string; day: number; usd: DecimalString }[]> {
  if (symbols.length === 0) return []
  const rows = await tx.execute<{ symbol: string; day: number; usd: string }>(sql`
    select distinct on (symbol, bucket) symbol, (extract(epoch from bucket) / 86400)::int as day, (notional / size)::text as usd
    from asset_points
    where user_id = ${userId}::uuid and resolution_seconds = 86400 and size <> 0 and abs(notional) >= 1
      and symbol = any(array(select jsonb_array_elements_text(${JSON.stringify(symbols)}::text::jsonb)))
      and bucket >= ${from.toISOString()}::timestamptz
    order by symbol, bucket, asset_type desc, abs(notional) desc`)
  return rows.map(({ symbol, day, usd }) => ({ symbol, day: Number(day), usd }))
}
