import type { LimitOf } from '../../budget/rules'

/** What anybody may ask. */
const OPEN = /\/(market|quote|common|ticker)\//
const CLOSED = /^(?!.*\/(?:market|quote|common|ticker)\/)/

/**
 * In 10 s: 500 calls of an address for markets, 2,000 for accounts; and of each user id some calls a second line by line, of
 * which the least is taken here. https://bingx.com/en/support/articles/31103871611289 (16 October 2025)
 */
export const limits: readonly LimitOf[] = [
  { name: 'markets', scope: 'address', limit: 500, perMs: 10_000, of: OPEN },
  { name: 'accounts', scope: 'address', limit: 2_000, perMs: 10_000, of: CLOSED },
  {
    name: 'account',
    scope: 'account',
    limit: 2,
    perMs: 1_000,
    of: CLOSED,
    eachLine: true,
    headers: { remaining: 'x-ratelimit-requests-remain' },
  },
]
