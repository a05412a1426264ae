import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'okx',
  name: 'OKX',
  aliases: ['okex'],
  credentialFields: [key(), secret('Secret key'), passphrase()],
  sites: { myokx: { letters: 'OE' }, okxus: { letters: 'OU' } },
  keyPage: 'Profile → API → Create API key',
  keyUrl: 'https://www.okx.com/account/my-api',
  permissionsWanted: ['Read'],
  wallets: ['unified', 'funding', 'earn'],
  keysMadeAt: { okx: 'www.okx.com', myokx: 'my.okx.com (EEA)', okxus: 'app.okx.com (US)' },
  mark: { letters: 'OK', hue: 8 },
  requests: [
    {
      hosts: ['www.okx.com', 'eea.okx.com', 'us.okx.com'],
      market: [
        'GET /api/v5/market/candles',
        'GET /api/v5/market/history-candles',
        'GET /api/v5/market/history-index-candles',
        'GET /api/v5/market/index-candles',
        'GET /api/v5/market/index-tickers',
        'GET /api/v5/market/tickers',
        'GET /api/v5/public/funding-rate',
        'GET /api/v5/public/instruments',
        'GET /api/v5/public/position-tiers',
      ],
      read: [
        'GET /api/v5/account/balance',
        'GET /api/v5/account/config',
        'GET /api/v5/account/positions',
        'GET /api/v5/account/subaccount/balances',
        'GET /api/v5/asset/balances',
        'GET /api/v5/asset/subaccount/balances',
        'GET /api/v5/finance/savings/balance',
        'GET /api/v5/finance/staking-defi/orders-active',
        'GET /api/v5/trade/orders-algo-pending',
        'GET /api/v5/trade/orders-pending',
        'GET /api/v5/users/subaccount/list',
      ],
      flows: [
        'GET /api/v5/account/bills-archive',
        'GET /api/v5/asset/bills-history',
        'GET /api/v5/asset/deposit-history',
        'GET /api/v5/asset/withdrawal-history',
        'GET /api/v5/finance/savings/lending-history',
      ],
      leverage: ['GET /api/v5/account/leverage-info', 'POST /api/v5/account/set-leverage'],
    },
    {
      hosts: [
        'ws.okx.com:8443',
        'wseea.okx.com:8443',
        'wsus.okx.com:8443',
        'wspap.okx.com:8443',
        'wseeapap.okx.com:8443',
        'wsuspap.okx.com:8443',
      ],
      watch: ['SEND op=login', 'SEND op=subscribe', 'SEND ping'],
    },
  ],
}
