import type { AccountView } from '@/server/domain/views'

/**
 * What a key may do beyond reading; null where that is nothing, or the exchange does not tell. Withdrawing has a warning of its
 * own.
 */
export function moreThanReading(permissions: AccountView['permissions']): 'trade' | 'transfer' | 'both' | null {
  const [trades, transfers] = [permissions?.includes('trade'), permissions?.includes('transfer')]
  if (trades) return transfers ? 'both' : 'trade'
  return transfers ? 'transfer' : null
}
