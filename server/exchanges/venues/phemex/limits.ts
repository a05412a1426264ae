import type { LimitOf } from '../../budget/rules'

/** Which calls are of contracts; spot wallets and ledgers are among all others. */
const CONTRACT = /\/(g-)?accounts\/accountPositions$/

/**
 * By user and group of calls: 500 in a minute of contracts, 100 of all that is neither that nor orders on spot; by address 5,000 in
 * five minutes. The headers of a group end in its name, those of all others in none. https://phemex-docs.github.io/#rest-api-ratelimit-rules
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'contract',
    scope: 'account',
    limit: 500,
    perMs: 60_000,
    of: CONTRACT,
    aReading: 6,
    headers: { remaining: 'x-ratelimit-remaining-contract', limit: 'x-ratelimit-capacity-contract' },
  },
  {
    name: 'others',
    scope: 'account',
    limit: 100,
    perMs: 60_000,
    of: /\/(spot\/wallets|uta-api\/|exchange\/wallets\/)/,
    aReading: 2,
    headers: { remaining: 'x-ratelimit-remaining', limit: 'x-ratelimit-capacity' },
  },
  { name: 'address', scope: 'address', limit: 5_000, perMs: 300_000 },
]
