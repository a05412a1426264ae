import type { LimitOf } from '../../budget/rules'

/**
 * What a key may spend: 500 in 10 s on what is now, 100 in 10 minutes on what was, where a thousand rows of the account log
 * cost 3. What anybody may ask costs nothing. https://docs.kraken.com/exchange/guides/futures/ratelimits
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'derivatives',
    scope: 'account',
    limit: 500,
    perMs: 10_000,
    of: /\/derivatives\/api\/v3\/(?!instruments|tickers)/,
    otherwise: 2,
  },
  { name: 'history', scope: 'account', limit: 100, perMs: 600_000, of: /\/api\/history\//, otherwise: 3 },
]
