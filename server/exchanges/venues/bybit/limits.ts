import type { LimitOf } from '../../budget/rules'

const ACCOUNT = { remaining: 'x-bapi-limit-status', limit: 'x-bapi-limit' }

/**
 * 600 calls in 5 s from an address, over all hosts; one more is a ban of ten minutes, and no header tells how many there
 * were. Beside that calls of a user id, endpoint by endpoint, of which headers tell.
 * https://bybit-exchange.github.io/docs/v5/rate-limit
 */
export const limits: readonly LimitOf[] = [
  { name: 'address', scope: 'address', limit: 600, perMs: 5_000, aReading: 12 },
  {
    name: 'account',
    scope: 'account',
    limit: 50,
    perMs: 1_000,
    of: /\/v5\/(account|position)\//,
    eachLine: true,
    headers: ACCOUNT,
  },
  { name: 'orders', scope: 'account', limit: 50, perMs: 1_000, of: /\/v5\/order\//, eachLine: true, headers: ACCOUNT },
  { name: 'earn', scope: 'account', limit: 10, perMs: 1_000, of: /\/v5\/(earn|user)\//, eachLine: true, headers: ACCOUNT },
  { name: 'assets', scope: 'account', limit: 5, perMs: 1_000, of: /\/v5\/asset\//, eachLine: true, headers: ACCOUNT },
]
