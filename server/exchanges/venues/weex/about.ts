import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'weex',
  name: 'WEEX',
  aliases: ['WEEX futures'],
  credentialFields: [key(), secret('Secret key'), passphrase()],
  keyPage: 'Profile → API Management → Create API',
  keyUrl: 'https://www.weex.com/account/newapi',
  permissionsWanted: ['Read: spot', 'Read: futures'],
  wallets: ['spot', 'perp'],
  mark: { letters: 'WX', hue: 2 },
  requests: [
    {
      hosts: ['api-spot.weex.com', 'api-contract.weex.com'],
      market: [
        'GET /api/v3/exchangeInfo',
        'GET /api/v3/market/klines',
        'GET /api/v3/market/ticker/24hr',
        'GET /capi/v3/market/exchangeInfo',
      ],
      read: [
        'GET /api/v3/account/',
        'GET /capi/v3/account/accountConfig',
        'GET /capi/v3/account/balance',
        'GET /capi/v3/account/position/allPosition',
        'GET /capi/v3/sim/balance',
        'GET /capi/v3/sim/position/allPosition',
      ],
      leverage: ['GET /capi/v3/account/symbolConfig', 'POST /capi/v3/account/leverage'],
    },
  ],
}
