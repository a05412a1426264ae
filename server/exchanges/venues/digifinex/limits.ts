import type { LimitOf } from '../../budget/rules'

/**
 * https://docs.digifinex.com/en-ww/spot/v3/rest.html: a weight of 1,200 by address, key and account, beyond which a ban of two minutes begins;
 * in which time is not told, nor what a call weighs. …/swap/v2/rest.html: a weight in a minute, by account and key for private calls,
 * whose headers tell how much is left; it was 6,000 by address in 2026-09.
 */
export const limits: readonly LimitOf[] = [
  { name: 'spot', scope: 'address', limit: 1_200, perMs: 60_000, of: /\/v3\//, aReading: 3 },
  {
    name: 'swap',
    scope: 'account',
    limit: 1_200,
    perMs: 60_000,
    of: /\/swap\/v2\/account\//,
    aReading: 2,
    headers: { used: 'account-weight-minute-use', remaining: 'account-weight-minute-remain' },
  },
]
