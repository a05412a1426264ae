import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bitrue',
  name: 'Bitrue',
  aliases: ['Bitrue futures', 'BTR'],
  credentialFields: [key(), secret('Secret key')],
  keyPage: 'Account → API Management → Create API',
  keyUrl: 'https://www.bitrue.com/user-center/api-management',
  permissionsWanted: ['Read'],
  wallets: ['spot', 'perp', 'coinm'],
  mark: { letters: 'BR', hue: 3 },
  requests: [
    {
      hosts: ['www.bitrue.com'],
      market: ['GET /api/v1/exchangeInfo', 'GET /api/v1/market/kline', 'GET /api/v1/ticker/24hr'],
      read: ['GET /api/v1/account'],
    },
    {
      hosts: ['fapi.bitrue.com'],
      market: ['GET /dapi/v1/contracts', 'GET /fapi/v1/contracts'],
      read: ['GET /dapi/v2/account', 'GET /fapi/v2/account'],
      leverage: [
        'GET /dapi/v2/account',
        'GET /dapi/v2/leverageBracket',
        'GET /fapi/v2/account',
        'GET /fapi/v2/leverageBracket',
        'POST /dapi/v2/level_edit',
        'POST /fapi/v2/level_edit',
      ],
    },
  ],
}
