import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'toobit',
  name: 'Toobit',
  aliases: ['Toobit futures'],
  credentialFields: [key(), secret('Secret key')],
  keyPage: 'Settings → API keys → Create a new API key',
  keyUrl: 'https://www.toobit.com/en-US/user/api',
  permissionsWanted: ['Read'],
  wallets: ['spot', 'perp'],
  mark: { letters: 'TB', hue: 5 },
  requests: [
    {
      hosts: ['api.toobit.com'],
      market: ['GET /api/v1/exchangeInfo', 'GET /quote/v1/klines', 'GET /quote/v1/ticker/24hr'],
      read: ['GET /api/v1/account', 'GET /api/v1/futures/balance', 'GET /api/v1/futures/positions'],
      verify: ['GET /api/v1/subAccount/list'],
      leverage: ['GET /api/v1/futures/accountLeverage', 'POST /api/v1/futures/leverage'],
    },
  ],
}
