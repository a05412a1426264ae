import type { LimitOf } from '../../budget/rules'

/**
 * A weight of 1,200 in a minute by address on spot, and 3,000 questions for what came and went in an hour by account; of futures 20
 * calls of a kind in two seconds, by whom is not told. https://github.com/Bitrue-exchange/Spot-official-api-docs (2023-07-14),
 * `exchangeInfo`; …/USDT-M-Future-open-api-docs (2023-09-12), `/fapi/v1/account`.
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'address',
    scope: 'address',
    limit: 1_200,
    perMs: 60_000,
    of: / www\./,
    costs: { 'GET /api/v1/account': 5, 'GET /api/v1/ticker/24hr': 40 },
    aReading: 5,
  },
  { name: 'history', scope: 'account', limit: 3_000, perMs: 3_600_000, of: /\/(deposit|withdraw)\/history$/ },
  { name: 'futures', scope: 'address', limit: 20, perMs: 2_000, of: / fapi\./, eachLine: true },
]
