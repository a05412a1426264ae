import type { LimitOf } from '../../budget/rules'

/**
 * Weight of an address in a minute for what everybody may ask, apart from all else; of what a key asks calls of its user.
 * https://orderly.network/docs/build-on-omnichain/public-info-api/overview#rate-limits (2026-08-21), each call's own page
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'public weight',
    scope: 'address',
    limit: 1_200,
    perMs: 60_000,
    of: / (testnet-)?api\.orderly\.org\/v1\/public\/query/,
    otherwise: 5,
    aReading: 5,
    headers: { remaining: 'x-ratelimit-remaining' },
  },
  {
    name: 'address',
    scope: 'address',
    limit: 10,
    perMs: 1_000,
    of: / ((testnet-)?api(-sv)?\.orderly\.org\/v1\/(staking|public\/strategy_vault)|(testnet-)?api-evm\.orderly\.org\/v1\/(public|kline))/,
    aReading: 1,
  },
  {
    name: 'holdings',
    scope: 'account',
    limit: 30,
    perMs: 10_000,
    of: / \S+\/v1\/(client\/holding|positions)/,
    aReading: 2,
  },
  { name: 'history', scope: 'account', limit: 10, perMs: 60_000, of: / \S+\/v1\/(asset|funding_fee)\/history/ },
]
