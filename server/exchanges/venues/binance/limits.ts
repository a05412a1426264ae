import type { LimitOf } from '../../budget/rules'

/**
 * Weight by address and interface, used up in a minute of Binance's clock; `/sapi/` counts each endpoint by itself. Headers
 * tell what the whole address has used. https://developers.binance.com/docs/binance-spot-api-docs/rest-api/limits,
 * …/docs/derivatives/usds-margined-futures/general-info, …/docs/wallet/general-info (weights stand with each endpoint).
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'spot weight',
    scope: 'address',
    limit: 6_000,
    perMs: 60_000,
    of: /\/api\/v3\//,
    costs: {
      'GET /api/v3/account': 20,
      'GET /api/v3/exchangeInfo': 20,
      'GET /api/v3/klines': 2,
      'GET /api/v3/ticker/price': 4,
      'GET /api/v3/ticker/bookTicker': 4,
    },
    aReading: 20,
    headers: { used: 'x-mbx-used-weight-1m' },
  },
  {
    name: 'wallet weight',
    scope: 'address',
    limit: 12_000,
    perMs: 60_000,
    of: /\/sapi\//,
    eachLine: true,
    costs: {
      'GET /sapi/v1/asset/assetDividend': 10,
      'GET /sapi/v1/margin/account': 10,
      'GET /sapi/v1/margin/isolated/account': 10,
      'GET /sapi/v1/simple-earn/flexible/history/rewardsRecord': 150,
      'GET /sapi/v1/simple-earn/flexible/position': 150,
      'GET /sapi/v1/simple-earn/locked/history/rewardsRecord': 150,
      'GET /sapi/v1/simple-earn/locked/position': 150,
    },
    headers: { used: 'x-sapi-used-ip-weight-1m' },
  },
  {
    name: 'futures weight',
    scope: 'address',
    limit: 2_400,
    perMs: 60_000,
    of: /\/fapi\//,
    costs: {
      'GET /fapi/v1/accountConfig': 5,
      'GET /fapi/v1/income': 30,
      'GET /fapi/v1/premiumIndex': 10,
      'GET /fapi/v1/symbolConfig': 5,
      'GET /fapi/v2/account': 5,
      'GET /fapi/v2/positionRisk': 5,
      'GET /fapi/v3/account': 5,
      'GET /fapi/v3/positionRisk': 5,
    },
    aReading: 20,
    headers: { used: 'x-mbx-used-weight-1m' },
  },
  {
    name: 'coin futures weight',
    scope: 'address',
    limit: 2_400,
    perMs: 60_000,
    of: /\/dapi\//,
    costs: { 'GET /dapi/v1/account': 5, 'GET /dapi/v1/income': 20, 'GET /dapi/v1/premiumIndex': 10 },
    aReading: 6,
    headers: { used: 'x-mbx-used-weight-1m' },
  },
  {
    name: 'portfolio margin weight',
    scope: 'address',
    limit: 6_000,
    perMs: 60_000,
    of: /\/papi\//,
    costs: {
      'GET /papi/v1/account': 20,
      'GET /papi/v1/balance': 20,
      'GET /papi/v1/cm/account': 5,
      'GET /papi/v1/cm/income': 30,
      'GET /papi/v1/um/account': 5,
      'GET /papi/v1/um/income': 30,
      'GET /papi/v1/um/positionRisk': 5,
    },
    headers: { used: 'x-mbx-used-weight-1m' },
  },
]
