import type { LimitOf } from '../../budget/rules'

/**
 * Credits of an account: 50,000 at most, 10,000 a second come back, a call costs 500.
 * https://support.deribit.com/hc/en-us/articles/25944617523357-Rate-Limits
 */
export const limits: readonly LimitOf[] = [
  { name: 'credits', scope: 'account', limit: 50_000, perMs: 5_000, of: /\/private\//, otherwise: 500 },
]
