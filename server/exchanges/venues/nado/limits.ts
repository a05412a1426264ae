import type { LimitOf } from '../../budget/rules'

/**
 * Weight of an address in a minute, as the engine's documentation has it under its former name: 240 questions of a sub-account
 * (weight 10) or 1,200 of its isolated positions (weight 2).
 * https://docs.vertexprotocol.com/developer-resources/api/gateway/queries/subaccount-info, isolated-positions (2026-11)
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'weight',
    scope: 'address',
    limit: 2_400,
    perMs: 60_000,
    costs: { 'GET /v1/query type=subaccount_info': 10 },
    otherwise: 2,
    aReading: 14,
  },
]
