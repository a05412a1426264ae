import type { LimitOf } from '../../budget/rules'

/** https://docs.paradex.trade/api/general-information/rate-limits/api (2026-11): by account what is private, by address all. */
export const limits: readonly LimitOf[] = [
  {
    name: 'private',
    scope: 'account',
    limit: 600,
    perMs: 60_000,
    of: / \S+\/v1\/(account|balance|positions|staking|funding\/payments|transfers|vaults\/account-summary)/,
    aReading: 6,
  },
  { name: 'address', scope: 'address', limit: 1_500, perMs: 60_000, aReading: 6 },
]
