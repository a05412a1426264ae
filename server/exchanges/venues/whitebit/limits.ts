import type { LimitOf } from '../../budget/rules'

/**
 * Of each call on its own: 1,000 in 10 s of the main account and sub-accounts, 12,000 of the others; whose they are is not told.
 * https://docs.whitebit.com/api-reference/rate-limits and the page of each call
 */
export const limits: readonly LimitOf[] = [
  { name: 'main account', scope: 'address', limit: 1_000, perMs: 10_000, of: /\/(main|sub)-account\//, aReading: 2 },
  { name: 'trading accounts', scope: 'address', limit: 12_000, perMs: 10_000, of: /\/(trade|collateral)-account\//, aReading: 4 },
]
