import type * as z from 'zod'
import type { CachedBalanceError, ExposureView } from '@/server/domain/views'
import type { BookPlace } from '@/server/services/balances/book'
import type { exposureResponse } from '../schemas/balances'
import { wireAccountError } from './balances'
import { writeBookPlace } from './book-place'
import { type Amounts, timeOrNull } from './numbers'

export function wireExposure(
  view: ExposureView & { errors: CachedBalanceError[]; next: BookPlace | null },
  { num, numOrNull }: Amounts,
  paged: boolean,
): z.input<typeof exposureResponse> {
  return {
    as_of: timeOrNull(view.oldestAsOf),
    stale: view.stale,
    gross: numOrNull(view.gross),
    net: numOrNull(view.net),
    gross_bound: view.bounds.gross,
    net_bound: view.bounds.net,
    coins: view.coins.map((row) => ({
      coin: row.base,
      spot: num(row.spot),
      positions: num(row.positions),
      long: num(row.long),
      short: num(row.short),
      net: num(row.net),
      gross: num(row.gross),
      hedged: num(row.hedged),
      drift: numOrNull(row.drift),
      partial: row.partial,
    })),
    left_out: {
      count: view.leftOut.of,
      accounts: view.leftOut.first.map(({ accountId, accountName, reasons }) => ({
        ...{ account_id: accountId, account_name: accountName, reasons },
      })),
    },
    errors: view.errors.map(wireAccountError),
    ...(paged && { next: view.next && writeBookPlace(view.next) }),
  }
}
