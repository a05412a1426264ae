import type * as z from 'zod'
import type { PositionsPage } from '@/server/services/balances/positions'
import type { positionsResponse } from '../schemas/balances'
import { wireAccountError, wireAge, wireAsset } from './balances'
import { writeBookPlace } from './book-place'
import type { Amounts } from './numbers'

export function wirePositions(page: PositionsPage, now: Date, amounts: Amounts): z.input<typeof positionsResponse> {
  const { sums } = page
  return {
    positions: page.positions.map(({ asset, holder }) => ({
      account_id: holder.id,
      account_name: holder.name,
      exchange: holder.exchangeName,
      as_of: holder.asOf.toISOString(),
      age_seconds: wireAge(holder.asOf, now),
      stale: holder.stale,
      ...wireAsset(asset, amounts),
    })),
    count: sums.rows,
    notional: amounts.numOrNull(sums.positions),
    gross: amounts.numOrNull(sums.gross),
    notional_bound: sums.bounds.positions,
    gross_bound: sums.bounds.gross,
    unrealized_profit: amounts.numOrNull(sums.profit),
    unpriced: sums.unpriced,
    left_out: { count: sums.leftOut.count, account_names: sums.leftOut.names },
    errors: page.errors.map(wireAccountError),
    next: page.next && writeBookPlace(page.next),
  }
}
