import type { LimitOf } from '../../budget/rules'

/**
 * Calls of a user id in 2 s, endpoint by endpoint; of an address for what anybody may ask. No header tells of them.
 * https://www.okx.com/docs-v5/en/#overview-rate-limits, and at each endpoint.
 */
export const limits: readonly LimitOf[] = [
  { name: 'account', scope: 'account', limit: 10, perMs: 2_000, of: /\/account\/(balance|positions)$/, eachLine: true },
  { name: 'orders', scope: 'account', limit: 60, perMs: 2_000, of: /\/trade\/orders-pending$/ },
  { name: 'waiting orders', scope: 'account', limit: 20, perMs: 2_000, of: /\/trade\/orders-algo-pending$/ },
  { name: 'bots', scope: 'account', limit: 20, perMs: 2_000, of: /\/tradingBot\//, eachLine: true },
  { name: 'estimates', scope: 'account', limit: 5, perMs: 2_000, of: /\/account\/adjust-leverage-info$/ },
  { name: 'settings', scope: 'account', limit: 5, perMs: 2_000, of: /\/account\/config$/ },
  { name: 'sub-accounts', scope: 'account', limit: 2, perMs: 2_000, of: /\/users\/subaccount\/list$/ },
  { name: 'of sub-accounts', scope: 'account', limit: 6, perMs: 2_000, of: /\/subaccount\/balances$/, eachLine: true },
  { name: 'leverage', scope: 'account', limit: 20, perMs: 2_000, of: /\/account\/(set-leverage|leverage-info)$/, eachLine: true },
  {
    name: 'funding',
    scope: 'account',
    limit: 12,
    perMs: 2_000,
    of: /\/((asset|savings)\/balances?|(deposit|withdrawal|lending)-history)$/,
    eachLine: true,
  },
  { name: 'staking', scope: 'account', limit: 6, perMs: 2_000, of: /\/staking-defi\// },
  { name: 'ledgers', scope: 'account', limit: 5, perMs: 2_000, of: /\/bills-(archive|history)$/, eachLine: true },
  { name: 'position tiers', scope: 'address', limit: 10, perMs: 2_000, of: /\/position-tiers$/ },
  { name: 'past indices', scope: 'address', limit: 10, perMs: 2_000, of: /\/history-index-candles$/ },
  { name: 'markets', scope: 'address', limit: 20, perMs: 2_000, of: /\/(market|public)\//, eachLine: true },
]
