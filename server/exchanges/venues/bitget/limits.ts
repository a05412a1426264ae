import type { LimitOf } from '../../budget/rules'

/**
 * 6,000 calls a minute from an address, and 10 a second of a user id, endpoint by endpoint.
 * https://www.bitget.com/api-doc/common/intro#rate-limit, and at each endpoint.
 */
export const limits: readonly LimitOf[] = [
  { name: 'address', scope: 'address', limit: 6_000, perMs: 60_000, aReading: 12 },
  { name: 'candles', scope: 'address', limit: 20, perMs: 1_000, of: /candles$/, eachLine: true },
  { name: 'position tiers', scope: 'address', limit: 10, perMs: 1_000, of: /\/query-position-lever$/ },
  {
    name: 'account',
    scope: 'account',
    limit: 10,
    perMs: 1_000,
    of: /\/(account|assets|position|earn|margin|wallet)\//,
    eachLine: true,
  },
  {
    name: 'sub-accounts',
    scope: 'account',
    limit: 1,
    perMs: 1_000,
    of: /\/(sub-unified-assets|virtual-subaccount-list)$/,
    eachLine: true,
  },
  { name: 'list of sub-accounts', scope: 'account', limit: 10, perMs: 1_000, of: /\/user\/sub-list$/ },
]
