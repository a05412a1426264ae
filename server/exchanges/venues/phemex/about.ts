import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'phemex',
  name: 'Phemex',
  credentialFields: [key('API key (ID)'), secret('API secret')],
  keyPage: 'Account → API Management',
  keyUrl: 'https://phemex.com/account/api-management',
  permissionsWanted: ['Read Only'],
  wallets: ['spot', 'perp', 'coinm'],
  mark: { letters: 'PX', hue: 3 },
  requests: [
    {
      hosts: ['api.phemex.com', 'testnet-api.phemex.com'],
      market: [
        'GET /exchange/public/md/v2/kline',
        'GET /exchange/public/md/v2/kline/list',
        'GET /public/products',
        'GET /v1/exchange/public/products',
        'GET /v1/md/spot/ticker/24hr/all',
      ],
      read: [
        'GET /accounts/accountPositions',
        'GET /g-accounts/accountPositions',
        'GET /spot/wallets',
        'GET /uta-api/risk/risk-units',
      ],
      flows: ['GET /exchange/wallets/depositList', 'GET /exchange/wallets/withdrawList'],
    },
  ],
}
