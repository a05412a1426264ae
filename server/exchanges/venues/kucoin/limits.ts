import type { LimitOf } from '../../budget/rules'

const POOL = { remaining: 'gw-ratelimit-remaining', limit: 'gw-ratelimit-limit' }

/**
 * Weight in 30 s, in pools: of a user id for its account and for futures, of an address for what anybody may ask. Those of
 * the lowest level; headers tell what is left of one's own. https://www.kucoin.com/docs-new/rate-limit
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'management weight',
    scope: 'account',
    limit: 2_000,
    perMs: 30_000,
    of: /\/(accounts|v1\/accounts\/ledgers|account\/mode|hold-assets|api-key|balance|open-list|sub\/user)$/,
    costs: {
      'GET /api/v1/user/api-key': 20,
      'GET /api/v2/sub/user': 20,
      'GET /api/v3/isolated/accounts': 15,
      'GET /api/v3/margin/accounts': 15,
    },
    otherwise: 5,
    headers: POOL,
  },
  {
    name: 'management weight of sub-accounts',
    scope: 'account',
    limit: 2_000,
    perMs: 30_000,
    of: /\/sub-accounts\/[\w-]+$/,
    otherwise: 15,
    headers: POOL,
  },
  {
    name: 'spot weight',
    scope: 'account',
    limit: 4_000,
    perMs: 30_000,
    of: /\/hf\/(margin\/account|accounts)\/ledgers$/,
    otherwise: 5,
    headers: POOL,
  },
  {
    name: 'futures weight',
    scope: 'account',
    limit: 2_000,
    perMs: 30_000,
    of: /\/(account-overview(?:-all)?|positions|orders|stopOrders|transaction-history|getCrossUserLeverage|changeCrossUserLeverage)$/,
    costs: { 'GET /api/v1/account-overview-all': 6, 'GET /api/v1/orders': 2, 'GET /api/v1/stopOrders': 6 },
    otherwise: 5,
    headers: POOL,
  },
  {
    name: 'public weight',
    scope: 'address',
    limit: 2_000,
    perMs: 30_000,
    of: /\/(market\/(allTickers|candles)|symbols|contracts\/active)$/,
    costs: { 'GET /api/v1/market/allTickers': 15, 'GET /api/v1/market/candles': 3 },
    otherwise: 4,
    headers: POOL,
  },
]
