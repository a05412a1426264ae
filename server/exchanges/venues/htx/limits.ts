import type { LimitOf } from '../../budget/rules'

/** Spot and its wallets; all else is of contracts. */
const SPOT = /\/(v1|v2)\/(account|cross-margin|margin|query|sub-user|user)/

/**
 * Spot: 100 calls in 2 s of a user id, line by line, which a header tells of; of its history 5. Contracts: 72 in 3 s of a user id, all together.
 * https://huobiapi.github.io/docs/spot/v1/en/#rate-limiting-rule and …/usdt_swap/v1/en/#api-rate-limit-illustration
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'spot',
    scope: 'account',
    limit: 100,
    perMs: 2_000,
    of: SPOT,
    eachLine: true,
    headers: { remaining: 'x-hb-ratelimit-requests-remain' },
  },
  { name: 'history', scope: 'account', limit: 5, perMs: 2_000, of: /\/account\/(history|ledger)$/, eachLine: true },
  {
    name: 'contracts',
    scope: 'account',
    limit: 72,
    perMs: 3_000,
    of: /\/(v5\/(account|trade|position)\/|(swap-)?api\/v1\/(contract|swap)_(account|position|switch)_)/,
    headers: { remaining: 'ratelimit-remaining', limit: 'ratelimit-limit' },
  },
]
