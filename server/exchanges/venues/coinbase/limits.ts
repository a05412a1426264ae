import type { LimitOf } from '../../budget/rules'

/**
 * 30 calls a second of a user, 10 of an address for what anybody may ask.
 * https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/rest-api-rate-limits
 */
export const limits: readonly LimitOf[] = [
  { name: 'account', scope: 'account', limit: 30, perMs: 1_000, of: /\/(?!market\/)\w/ },
  { name: 'markets', scope: 'address', limit: 10, perMs: 1_000, of: /\/market\// },
]
