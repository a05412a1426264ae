import type { LimitOf } from '../../budget/rules'

const TOLD = { remaining: 'x-gate-ratelimit-requests-remain', limit: 'x-gate-ratelimit-limit' }
/** What anybody may ask. */
const OPEN = /\/(candlesticks|contracts|currency_pairs|risk_limit_tiers|tickers|underlyings)$/
const CLOSED = /^(?!.*\/(?:candlesticks|contracts|currency_pairs|risk_limit_tiers|tickers|underlyings)$)/

/**
 * 200 calls in 10 s of a user id (of an address for what anybody may ask), endpoint by endpoint. Headers tell of them.
 * https://www.gate.com/docs/developers/apiv4/#frequency-limit-rule
 */
export const limits: readonly LimitOf[] = [
  { name: 'account', scope: 'account', limit: 200, perMs: 10_000, of: CLOSED, eachLine: true, headers: TOLD },
  { name: 'markets', scope: 'address', limit: 200, perMs: 10_000, of: OPEN, eachLine: true, headers: TOLD },
]
