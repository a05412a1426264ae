import type { LimitOf } from '../../budget/rules'

/**
 * 3 calls in 100 ms of a key, method by method (50 in a second of staking); of an address 100 in a second for what anybody may ask.
 * No header tells of them. https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#rate-limits
 */
export const limits: readonly LimitOf[] = [
  { name: 'account', scope: 'account', limit: 3, perMs: 100, of: /\/private\/(?!staking\/)/, eachLine: true },
  { name: 'staking', scope: 'account', limit: 50, perMs: 1_000, of: /\/private\/staking\// },
  { name: 'markets', scope: 'address', limit: 100, perMs: 1_000, of: /\/public\//, eachLine: true },
]
