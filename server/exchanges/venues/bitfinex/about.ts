import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bitfinex',
  name: 'Bitfinex',
  credentialFields: [key(), secret()],
  keyPage: 'Account → API Keys',
  keyUrl: 'https://setting.bitfinex.com/api',
  permissionsWanted: ['Account Info', 'Account History', 'Margin Trading', 'Wallets (read of each)'],
  wallets: ['spot', 'margin', 'perp', 'funding'],
  mark: { hue: 2 },
  requests: [
    {
      hosts: ['api-pub.bitfinex.com'],
      market: ['GET /v2/candles/{key}/hist', 'GET /v2/conf/{config}', 'GET /v2/tickers'],
    },
    {
      hosts: ['api.bitfinex.com'],
      read: ['POST /v2/auth/r/permissions', 'POST /v2/auth/r/positions', 'POST /v2/auth/r/wallets'],
      flows: ['POST /v2/auth/r/ledgers/hist', 'POST /v2/auth/r/movements/hist'],
    },
  ],
}
