import type { AccountView } from '@/server/domain/views'

const WORDS = { trade: 'trade', transfer: 'move coins between wallets' } as const

/**
 * What a key may do beyond reading, in words; null where that is nothing, or the exchange does not tell. Withdrawing has a
 * warning of its own.
 */
export function moreThanReading(permissions: AccountView['permissions']): string | null {
  const more = (['trade', 'transfer'] as const).filter((permission) => permissions?.includes(permission))
  return more.length === 0 ? null : more.map((permission) => WORDS[permission]).join(' and ')
}
