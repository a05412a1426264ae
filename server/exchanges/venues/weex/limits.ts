import type { LimitOf } from '../../budget/rules'

/** What a call weighs by address and by account, where they differ; https://www.weex.com/api-doc, at the top of each call's page. */
const BY_ADDRESS = {
  'GET /api/v3/account/': 5,
  'GET /capi/v3/account/accountConfig': 5,
  'GET /capi/v3/account/balance': 5,
  'GET /capi/v3/account/position/allPosition': 10,
  'GET /capi/v3/account/symbolConfig': 5,
  'POST /capi/v3/account/leverage': 10,
}
const BY_ACCOUNT = {
  'GET /api/v3/account/': 5,
  'GET /capi/v3/account/accountConfig': 10,
  'GET /capi/v3/account/balance': 10,
  'GET /capi/v3/account/position/allPosition': 15,
  'GET /capi/v3/account/symbolConfig': 10,
  'POST /capi/v3/account/leverage': 20,
}
const PRIVATE = /\/(account|sim)\//

/** A weight of 500 in ten seconds by address and by account; of all calls together, to be careful (ccxt 4.5.84 counts the same). */
export const limits: readonly LimitOf[] = [
  { name: 'address', scope: 'address', limit: 500, perMs: 10_000, of: PRIVATE, costs: BY_ADDRESS, otherwise: 15, aReading: 25 },
  { name: 'account', scope: 'account', limit: 500, perMs: 10_000, of: PRIVATE, costs: BY_ACCOUNT, otherwise: 15, aReading: 40 },
]
