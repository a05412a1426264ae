import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'xt',
  name: 'XT',
  aliases: ['XT.COM', 'XT futures', 'XT earn'],
  credentialFields: [key('API key (Access key)'), secret('Secret key')],
  keyPage: 'Profile → API Management → Create API',
  keyUrl: 'https://www.xt.com/en/accounts/api-manage',
  permissionsWanted: ['Read', 'Earn, to see what is saved and staked'],
  wallets: ['spot', 'perp', 'coinm', 'earn', 'loans'],
  mark: { letters: 'XT', hue: 4 },
  requests: [
    {
      hosts: ['sapi.xt.com', 'fapi.xt.com', 'dapi.xt.com'],
      market: [
        'GET /future/market/v1/public/symbol/list',
        'GET /v4/public/kline',
        'GET /v4/public/symbol',
        'GET /v4/public/ticker/24h',
      ],
      read: [
        'GET /future/user/v1/balance/list',
        'GET /future/user/v1/position/break-list',
        'GET /future/user/v1/position/list',
        'GET /v4/balance/finance/loan/asset/loan-asset',
        'GET /v4/balances',
        'GET /v4/finance/position-currency',
      ],
      verify: ['GET /future/user/v1/account/info'],
    },
    { hosts: ['api.xt.com'], verify: ['GET /v4/user/account'] },
  ],
}
