import type { LimitOf } from '../../budget/rules'

/** "2,000 requests per minute" of an account; what is public is counted by address, of which nothing is said. https://docs.backpack.exchange */
export const limits: readonly LimitOf[] = [
  {
    name: 'account',
    scope: 'account',
    limit: 2_000,
    perMs: 60_000,
    of: / \S+\/w?api\/v1\/(account|borrowLend|capital|history|position)/,
    aReading: 4,
  },
  { name: 'address', scope: 'address', limit: 2_000, perMs: 60_000, aReading: 4 },
]
