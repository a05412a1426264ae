import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bybit',
  name: 'Bybit',
  credentialFields: [key(), secret()],
  sites: { bybiteu: {}, bybitid: {} },
  keyPage: 'Account & Security → API → Create New Key → System-generated',
  keyUrl: 'https://www.bybit.com/app/user/api-management',
  permissionsWanted: ['Read-Only', 'Unified Trading', 'Assets → Wallet', 'Earn'],
  wallets: ['unified', 'funding', 'earn', 'bots', 'copy trading', 'launchpool'],
  keysMadeAt: { bybit: 'www.bybit.com', bybiteu: 'www.bybit.eu', bybitid: 'www.bybit.id' },
  mark: { letters: 'By', hue: 3 },
  requests: [
    {
      hosts: [
        'api.bybit.com',
        'api.bybit.eu',
        'api.bybit.id',
        'api-testnet.bybit.com',
        'api-testnet.bybit.eu',
        'api-testnet.bybit.id',
      ],
      market: [
        'GET /v5/market/index-price-kline',
        'GET /v5/market/instruments-info',
        'GET /v5/market/kline',
        'GET /v5/market/risk-limit',
        'GET /v5/market/tickers',
      ],
      read: [
        'GET /v5/account/info',
        'GET /v5/account/wallet-balance',
        'GET /v5/asset/asset-overview',
        'GET /v5/asset/transfer/query-account-coins-balance',
        'GET /v5/earn/position',
        'GET /v5/order/realtime',
        'GET /v5/position/list',
      ],
      verify: ['GET /v5/user/query-api', 'GET /v5/user/query-sub-members'],
      leverage: ['POST /v5/position/set-leverage'],
      flows: [
        'GET /v5/account/transaction-log',
        'GET /v5/asset/deposit/query-internal-record',
        'GET /v5/asset/deposit/query-record',
        'GET /v5/asset/transfer/query-inter-transfer-list',
        'GET /v5/asset/transfer/query-universal-transfer-list',
        'GET /v5/asset/withdraw/query-record',
        'GET /v5/earn/yield',
        'GET /v5/user/query-api',
      ],
      watch: ['GET /v5/account/info', 'GET /v5/user/query-api'],
    },
    {
      hosts: [
        'stream.bybit.com',
        'stream.bybit.eu',
        'stream.bybit.id',
        'stream-testnet.bybit.com',
        'stream-testnet.bybit.eu',
        'stream-testnet.bybit.id',
      ],
      watch: ['SEND op=auth', 'SEND op=subscribe', 'SEND op=ping'],
    },
  ],
}
