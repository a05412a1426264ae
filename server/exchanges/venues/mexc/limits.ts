import type { LimitOf } from '../../budget/rules'

/** Which calls are of the contract's side. */
const CONTRACT = /contract\.mexc\.com|\/api\/v1\/(contract|private)\//

/**
 * Spot: weight in 10 s, 300 of an address and 500 of a user id, endpoints' costs as their lines say. Contracts: 20 calls in
 * 2 s, line by line. https://mexcdevelop.github.io/apidocs/spot_v3_en/#limits and …/contract_v1_en/#rate-limit
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'spot weight',
    scope: 'address',
    limit: 300,
    perMs: 10_000,
    of: /\/api\/v3\//,
    costs: { 'GET /api/v3/account': 10, 'GET /api/v3/exchangeInfo': 10, 'GET /api/v3/ticker/24hr': 40 },
  },
  { name: 'contract', scope: 'account', limit: 20, perMs: 2_000, of: CONTRACT, eachLine: true },
]
