import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'blofin',
  name: 'BloFin',
  aliases: ['Blofin copy trading'],
  credentialFields: [
    { ...key(), help: 'A key that is bound to no address ends after 90 days in which nobody used it.' },
    secret('Secret key'),
    passphrase(),
  ],
  keyPage: 'Profile → API → Create API key',
  keyUrl: 'https://blofin.com/account/apis',
  permissionsWanted: ['Read'],
  wallets: ['perp', 'funding', 'spot', 'earn', 'copy trading'],
  mark: { letters: 'Bf', hue: 2 },
  requests: [
    {
      hosts: ['openapi.blofin.com', 'demo-trading-openapi.blofin.com'],
      market: ['GET /api/v1/market/candles', 'GET /api/v1/market/instruments', 'GET /api/v1/market/tickers'],
      read: [
        'GET /api/v1/account/balance',
        'GET /api/v1/account/positions',
        'GET /api/v1/asset/balances',
        'GET /api/v1/copytrading/account/balance',
        'GET /api/v1/copytrading/account/positions-by-contract',
      ],
      verify: ['GET /api/v1/user/query-apikey'],
      leverage: ['GET /api/v1/account/leverage-info', 'GET /api/v1/account/position-mode', 'POST /api/v1/account/set-leverage'],
    },
  ],
}
