import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bitget',
  name: 'Bitget',
  credentialFields: [key(), secret('Secret key'), passphrase()],
  keyPage: 'Profile → API keys → Create API key',
  keyUrl: 'https://www.bitget.com/account/newapi',
  permissionsWanted: ['Read-only: Spot, Futures, Margin, Wallet (or UTA)'],
  wallets: ['spot', 'margin', 'isolated_margin', 'perp', 'coinm', 'unified', 'funding', 'earn'],
  mark: { hue: 6 },
  requests: [
    {
      hosts: ['api.bitget.com'],
      market: [
        'GET /api/v2/margin/currencies',
        'GET /api/v2/mix/market/contracts',
        'GET /api/v2/spot/market/candles',
        'GET /api/v2/spot/market/history-candles',
        'GET /api/v2/spot/market/tickers',
        'GET /api/v2/spot/public/symbols',
      ],
      read: [
        'GET /api/v2/account/funding-assets',
        'GET /api/v2/earn/account/assets',
        'GET /api/v2/margin/crossed/account/assets',
        'GET /api/v2/margin/isolated/account/assets',
        'GET /api/v2/mix/account/accounts',
        'GET /api/v2/mix/order/orders-pending',
        'GET /api/v2/mix/order/orders-plan-pending',
        'GET /api/v2/mix/position/all-position',
        'GET /api/v2/spot/account/assets',
        'GET /api/v3/account/assets',
        'GET /api/v3/account/funding-assets',
        'GET /api/v3/account/settings',
        'GET /api/v3/account/sub-unified-assets',
        'GET /api/v3/position/current-position',
      ],
      flows: [
        'GET /api/v2/margin/crossed/financial-records',
        'GET /api/v2/mix/account/bill',
        'GET /api/v2/spot/account/bills',
        'GET /api/v2/spot/wallet/deposit-records',
        'GET /api/v2/spot/wallet/withdrawal-records',
        'GET /api/v3/account/deposit-records',
        'GET /api/v3/account/financial-records',
        'GET /api/v3/account/funding-financial-records',
        'GET /api/v3/account/withdrawal-records',
      ],
      verify: [
        'GET /api/v2/spot/account/info',
        'GET /api/v2/user/virtual-subaccount-list',
        'GET /api/v3/account/info',
        'GET /api/v3/user/sub-list',
      ],
      leverage: ['GET /api/v2/mix/account/account', 'POST /api/v2/mix/account/set-leverage', 'POST /api/v3/account/set-leverage'],
    },
    {
      hosts: ['ws.bitget.com'],
      watch: ['SEND op=login', 'SEND op=subscribe', 'SEND ping'],
    },
  ],
}
