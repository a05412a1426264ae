import type * as z from 'zod'
import type { AccountView, PositionLine } from '@/server/domain/views'
import type { PositionsPage } from '@/server/services/balances/positions'
import { type hummingbotPositions, UNKNOWN } from '../schemas/hummingbot'
import { writeBookPlace } from './book-place'
import { NUMBERS } from './numbers'

type Row = z.input<typeof hummingbotPositions>['data'][number]

const numberOrNull = (value: string | null) => (value === null ? null : Number(NUMBERS.num(value)))

/** A page of positions; with the first come the accounts of which nobody knows what is open. */
export function wireHummingbotPositions(
  page: PositionsPage,
  accounts: readonly AccountView[],
  { limit, cursor }: { limit: number; cursor?: string | null | undefined },
): z.input<typeof hummingbotPositions> {
  const unread = cursor ? [] : accounts.filter(({ lastRefreshedAt }) => lastRefreshedAt === null)
  const why = new Map(page.errors.map(({ accountId, message }) => [accountId, message]))
  return {
    data: [...page.positions.map(wirePosition), ...unread.map((account) => unreadRow(account, why.get(account.id)))],
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

function unreadRow({ name, exchange }: AccountView, note = 'This account has not been read yet.'): Row {
  return {
    account_name: name,
    connector_name: exchange,
    trading_pair: '(not read)',
    side: 'UNKNOWN',
    amount: UNKNOWN,
    ...{ entry_price: null, mark_price: null, unrealized_pnl: null, leverage: null, as_of: null },
    stale: true,
    note,
  }
}
