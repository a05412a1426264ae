import type { LimitOf } from '../../budget/rules'

/**
 * In a second of an account: 50 calls, and 10 of those that it calls resource-intensive. https://api-docs.poloniex.com/spot/api/,
 * Rate Limits, and of futures as ccxt 4.5.84 counts them.
 */
export const limits: readonly LimitOf[] = [
  { name: 'account', scope: 'account', limit: 50, perMs: 1_000, aReading: 4 },
  {
    name: 'intensive',
    scope: 'account',
    limit: 10,
    perMs: 1_000,
    of: /\/(v3\/(account\/bills|trade\/position\/opens|position\/\w+)|wallets\/activity)$/,
    aReading: 1,
  },
]
