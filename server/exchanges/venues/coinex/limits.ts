import type { LimitOf } from '../../budget/rules'

/**
 * 400 calls in a second of an address; of an account 10 in a second of each group: its assets, its positions, its history. Sub-accounts
 * have these each for themselves. https://docs.coinex.com/api/v2/rate-limit
 */
export const limits: readonly LimitOf[] = [
  { name: 'address', scope: 'address', limit: 400, perMs: 1_000, aReading: 8 },
  { name: 'account', scope: 'account', limit: 10, perMs: 1_000, of: /\/v2\/(assets|account)\//, aReading: 6 },
  {
    name: 'positions',
    scope: 'account',
    limit: 10,
    perMs: 1_000,
    of: /\/futures\/(pending-position|position-funding-history)$/,
    aReading: 1,
  },
  { name: 'leverage', scope: 'account', limit: 20, perMs: 1_000, of: /\/futures\/adjust-position-leverage$/ },
]
