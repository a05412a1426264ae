import type { LimitOf } from '../../budget/rules'

/**
 * A counter of each key, which may reach 15 and falls by a third a second (the lowest tier's; others have more). Ledgers count
 * twice. Candles: about one a second of an address.
 * https://docs.kraken.com/api/docs/guides/spot-rest-ratelimits, https://support.kraken.com/articles/206548367
 */
export const limits: readonly LimitOf[] = [
  { name: 'candles', scope: 'address', limit: 4, perMs: 4_000, of: /\/OHLC$/, eachLine: true },
  {
    name: 'call counter',
    scope: 'account',
    limit: 15,
    perMs: 45_000,
    of: /\/private\//,
    costs: { 'POST /0/private/Ledgers': 2 },
  },
]
