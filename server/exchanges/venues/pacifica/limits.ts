import type { LimitOf } from '../../budget/rules'

/**
 * "100 credits in 60 seconds" of an address without a key; what is heavy costs 3 to 12, and which calls are is not documented but
 * for lists of the past. https://docs.pacifica.fi/api-documentation/api/rate-limits (2026-11)
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'credits',
    scope: 'address',
    limit: 100,
    perMs: 60_000,
    costs: { 'GET /api/v1/account/balance/history': 12, 'GET /api/v1/kline': 12 },
    aReading: 5,
  },
]
