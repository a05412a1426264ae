import type { LimitOf } from '../../budget/rules'

/**
 * Weight of an address in a minute, for futures and spot apart, told by a header.
 * https://github.com/asterdex/api-docs (V3, "IP Limits" and the weight of each call); the explorer's call weighs one of a
 * limit that is not documented.
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'futures weight',
    scope: 'address',
    limit: 2_400,
    perMs: 60_000,
    of: / fapi\.asterdex\.com\//,
    costs: { 'GET /fapi/v3/income': 30, 'GET /fapi/v3/ticker/24hr': 40, 'GET /fapi/v3/klines': 10 },
    otherwise: 5,
    aReading: 15,
    headers: { used: 'x-mbx-used-weight-1m' },
  },
  {
    name: 'spot weight',
    scope: 'address',
    limit: 2_400,
    perMs: 60_000,
    of: / sapi\.asterdex\.com\//,
    costs: { 'GET /api/v3/transactionHistory': 30, 'GET /api/v3/ticker/24hr': 40, 'GET /api/v3/klines': 10 },
    otherwise: 5,
    aReading: 5,
    headers: { used: 'x-mbx-used-weight-1m' },
  },
  { name: 'chain', scope: 'address', limit: 1_200, perMs: 60_000, of: / tapi\.asterdex\.com\//, aReading: 1 },
]
