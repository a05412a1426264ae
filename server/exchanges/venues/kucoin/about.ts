import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'kucoin',
  name: 'KuCoin',
  credentialFields: [key(), secret(), passphrase()],
  keyPage: 'Profile → API Management → Create API',
  keyUrl: 'https://www.kucoin.com/account/api',
  permissionsWanted: ['General'],
  wallets: ['funding', 'spot', 'margin', 'isolated_margin', 'perp', 'unified', 'earn'],
  mark: { letters: 'KC', hue: 2 },
  requests: [
    {
      hosts: ['api.kucoin.com'],
      market: ['GET /api/v1/market/allTickers', 'GET /api/v1/market/candles', 'GET /api/v1/my-ip', 'GET /api/v2/symbols'],
      read: [
        'GET /api/ua/v1/account/mode',
        'GET /api/ua/v1/{accountMode}/account/balance',
        'GET /api/ua/v1/{accountMode}/position/open-list',
        'GET /api/v1/accounts',
        'GET /api/v1/earn/hold-assets',
        'GET /api/v1/sub-accounts/{sub}',
        'GET /api/v3/isolated/accounts',
        'GET /api/v3/margin/accounts',
      ],
      flows: ['GET /api/v1/accounts/ledgers', 'GET /api/v1/hf/accounts/ledgers', 'GET /api/v3/hf/margin/account/ledgers'],
      verify: ['GET /api/v1/user/api-key', 'GET /api/v2/sub/user'],
    },
    {
      hosts: ['api-futures.kucoin.com'],
      market: ['GET /api/v1/contracts/active'],
      read: [
        'GET /api/v1/account-overview',
        'GET /api/v1/account-overview-all',
        'GET /api/v1/orders',
        'GET /api/v1/positions',
        'GET /api/v1/stopOrders',
      ],
      flows: ['GET /api/v1/transaction-history'],
      leverage: ['GET /api/v2/getCrossUserLeverage', 'POST /api/v2/changeCrossUserLeverage'],
    },
  ],
}
