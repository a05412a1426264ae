import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'cryptocom',
  name: 'Crypto.com',
  aliases: ['Crypto.com Exchange', 'CDC', 'crypto com', 'CRO exchange'],
  credentialFields: [
    { ...key(), help: 'Of the Crypto.com Exchange, not of the app: the app has no keys, and what lies in it is not read.' },
    secret('Secret key'),
  ],
  keyPage: 'Exchange → User Center → API → Create a new API key',
  keyUrl: 'https://crypto.com/exchange/user/settings/api-management',
  permissionsWanted: ['Can Read, which every new key has alone'],
  wallets: ['unified', 'earn'],
  mark: { letters: 'CR', hue: 1 },
  requests: [
    {
      hosts: ['api.crypto.com', 'uat-api.3ona.co'],
      market: [
        'GET /exchange/v1/public/get-candlestick',
        'GET /exchange/v1/public/get-instruments',
        'GET /exchange/v1/public/get-tickers',
      ],
      read: [
        'POST /exchange/v1/private/get-positions method=private/get-positions',
        'POST /exchange/v1/private/staking/get-staking-position method=private/staking/get-staking-position',
        'POST /exchange/v1/private/user-balance method=private/user-balance',
      ],
      verify: ['POST /exchange/v1/private/get-accounts method=private/get-accounts'],
    },
  ],
}
