import type * as z from 'zod'
import type { PositionLine } from '@/server/domain/views'
import type { PositionsPage } from '@/server/services/balances/positions'
import { type hummingbotPositions, UNKNOWN } from '../schemas/hummingbot'
import { writeBookPlace } from './book-place'
import type { Held, HeldRow } from './hummingbot-held'
import { NUMBERS, timeOrNull } from './numbers'

type Row = z.input<typeof hummingbotPositions>['data'][number]

const numberOrNull = (value: string | null) => (value === null ? null : Number(NUMBERS.num(value)))

/**
 * A page of positions, and what stands beside them: accounts and wallets of which nobody knows what is open, so that they
 * never look as if nothing were.
 * @param held what is held, told with the first page alone
 */
export function wireHummingbotPositions(
  page: PositionsPage,
  held: readonly Held[],
  { limit }: { limit: number },
): z.input<typeof hummingbotPositions> {
  const unread = held.flatMap((account) => account.rows.flatMap((row) => (row.unread ? [unreadRow(account, row)] : [])))
  return {
    data: [...page.positions.map(wirePosition), ...unread],
    pagination: {
      limit,
      has_more: page.next !== null,
      next_cursor: page.next && writeBookPlace(page.next),
      total_count: page.sums.rows,
    },
  }
}

function wirePosition({ asset, holder }: PositionLine): Row {
  const short = asset.positionSide === 'short' || asset.size.startsWith('-')
  return {
    account_name: holder.name,
    connector_name: holder.exchange,
    trading_pair: asset.symbol,
    side: short ? 'SHORT' : 'LONG',
    amount: Number(NUMBERS.num(asset.size)),
    entry_price: numberOrNull(asset.entryPrice),
    mark_price: numberOrNull(asset.markPrice),
    unrealized_pnl: numberOrNull(asset.unrealizedProfit),
    leverage: numberOrNull(asset.leverage),
    as_of: holder.asOf.toISOString(),
    stale: holder.stale,
  }
}

function unreadRow({ account, connector, asOf }: Held, { token, note }: HeldRow): Row {
  return {
    account_name: account,
    connector_name: connector,
    trading_pair: token,
    side: 'UNKNOWN',
    amount: UNKNOWN,
    ...{ entry_price: null, mark_price: null, unrealized_pnl: null, leverage: null, as_of: timeOrNull(asOf) },
    stale: true,
    ...(note !== undefined && { note }),
  }
}
