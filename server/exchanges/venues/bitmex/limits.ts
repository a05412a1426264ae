import type { LimitOf } from '../../budget/rules'

/**
 * 120 calls a minute of a user, 30 of an address without a key; a bucket that fills up all the time. Many refusals in a short time
 * shut an address out for an hour. https://www.bitmex.com/app/restAPI#Limits (2026-11)
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'user',
    scope: 'account',
    limit: 120,
    perMs: 60_000,
    of: /\/api\/v1\/(apiKey|position|user)\b/,
    aReading: 3,
    headers: { remaining: 'x-ratelimit-remaining', limit: 'x-ratelimit-limit' },
  },
  { name: 'address without a key', scope: 'address', limit: 30, perMs: 60_000, of: /\/api\/v1\/(instrument|trade|wallet)\// },
]
