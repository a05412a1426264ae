import type { Closing, OpenOrder } from '@/server/domain/orders'

const KINDS: Record<Closing['kind'], string> = { stop: 'Stop', take_profit: 'Take profit', close: 'Close' }

/** What an order is: by what it does to a position, else by its side. */
export function orderTitle(order: OpenOrder, closing: Closing | null): string {
  if (closing !== null) return KINDS[closing.kind]
  return order.side === 'buy' ? 'Buy' : 'Sell'
}

/** How much of a position an order closes. */
export function closesWords(closing: Closing | null): string {
  if (closing === null) return 'Closes nothing that is open'
  if (closing.share === null) return 'Closes some of it; how much is not told'
  return closing.share === '1' ? 'Closes all of it' : `Closes ${Math.round(Number(closing.share) * 100)} % of it`
}
