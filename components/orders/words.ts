import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Closing, OpenOrder } from '@/server/domain/orders'

const KINDS: Record<Closing['kind'], MessageDescriptor> = {
  stop: msg({ message: 'Stop', context: 'order' }),
  take_profit: msg`Take profit`,
  close: msg({ message: 'Close', context: 'order' }),
}

/** What an order is: by what it does to a position, else by its side. */
export function orderTitle(order: OpenOrder, closing: Closing | null): MessageDescriptor {
  if (closing !== null) return KINDS[closing.kind]
  return order.side === 'buy' ? msg`Buy` : msg`Sell`
}

/** How much of a position an order closes. */
export function closesWords(closing: Closing | null): MessageDescriptor {
  if (closing === null) return msg`Closes nothing that is open`
  if (closing.share === null) return msg`Closes some of it; how much is not told`
  const share = Math.round(Number(closing.share) * 100)
  return closing.share === '1' ? msg`Closes all of it` : msg`Closes ${share} % of it`
}

/** What is said where nothing stops a position. @param openAt when it is known to have been open */
export function stopWords({
  stopped,
  askedAt,
  openAt,
}: {
  stopped: boolean
  askedAt: Date
  openAt: Date
}): MessageDescriptor | null {
  if (stopped) return null
  if (askedAt < openAt) return msg`Whether it has a stop is not known: it may have been opened since the orders were asked for.`
  return msg`No stop on this position.`
}
