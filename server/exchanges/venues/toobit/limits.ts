import type { LimitOf } from '../../budget/rules'

/** A weight of 3,000 in a minute by address. https://api-docs.toobit.com, weights at the top of each call's page (2026-02) */
export const limits: readonly LimitOf[] = [
  {
    name: 'address',
    scope: 'address',
    limit: 3_000,
    perMs: 60_000,
    costs: {
      'GET /quote/v1/ticker/24hr': 40,
      'GET /quote/v1/klines': 1,
      'GET /api/v1/exchangeInfo': 1,
      'POST /api/v1/futures/leverage': 1,
    },
    otherwise: 5,
    aReading: 25,
  },
]
