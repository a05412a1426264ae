import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'krakenfutures',
  name: 'Kraken Futures',
  credentialFields: [key('Public key'), secret('Private key')],
  keyPage: 'Kraken Pro → Settings → API (Futures)',
  keyUrl: 'https://futures.kraken.com/trade/settings/api',
  permissionsWanted: ['General API: Read Only'],
  wallets: ['funding', 'perp', 'coinm'],
  keysMadeAt: { kraken: 'pro.kraken.com (spot)' },
  mark: { letters: 'KF' },
  requests: [
    {
      hosts: ['futures.kraken.com', 'demo-futures.kraken.com'],
      market: [
        'GET /api/charts/v1/{price}/{symbol}/1h',
        'GET /derivatives/api/v3/instruments',
        'GET /derivatives/api/v3/tickers',
      ],
      read: ['GET /derivatives/api/v3/accounts', 'GET /derivatives/api/v3/openpositions'],
      flows: ['GET /api/history/v3/account-log'],
      verify: ['GET /derivatives/api/v3/subaccounts'],
      leverage: ['GET /derivatives/api/v3/leveragepreferences', 'PUT /derivatives/api/v3/leveragepreferences'],
    },
  ],
}
