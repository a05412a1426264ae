import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'mexc',
  name: 'MEXC',
  aliases: ['mexc global'],
  credentialFields: [key('Access key'), secret('Secret key')],
  keyPage: 'Profile → API Management',
  keyUrl: 'https://www.mexc.com/user/openapi',
  permissionsWanted: ['View Account Details', 'View Futures Account and Orders'],
  wallets: ['spot', 'perp'],
  mark: { letters: 'MX', hue: 6 },
  requests: [
    {
      hosts: ['api.mexc.com'],
      market: [
        'GET /api/v1/contract/detail',
        'GET /api/v1/contract/ticker',
        'GET /api/v3/exchangeInfo',
        'GET /api/v3/klines',
        'GET /api/v3/ticker/24hr',
      ],
      read: [
        'GET /api/v1/private/account/assets',
        'GET /api/v1/private/position/open_positions',
        'GET /api/v1/private/position/position_mode',
        'GET /api/v3/account',
      ],
      flows: [
        'GET /api/v1/private/account/transfer_record',
        'GET /api/v1/private/position/funding_records',
        'GET /api/v3/capital/deposit/hisrec',
        'GET /api/v3/capital/withdraw/history',
      ],
      verify: ['GET /api/v3/sub-account/list'],
      leverage: ['GET /api/v1/private/position/leverage', 'POST /api/v1/private/position/change_leverage'],
    },
  ],
}
