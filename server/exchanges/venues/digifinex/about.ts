import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'digifinex',
  name: 'DigiFinex',
  aliases: ['DigiFinex swap', 'DFT exchange'],
  credentialFields: [key('Access Key'), secret('Secret Key')],
  keyPage: 'Account → API setting → Create API key',
  keyUrl: 'https://www.digifinex.com/en-ww/user/api',
  permissionsWanted: ['Reading'],
  wallets: ['spot', 'margin', 'perp'],
  mark: { letters: 'DF', hue: 2 },
  requests: [
    {
      hosts: ['openapi.digifinex.com'],
      market: [
        'GET /swap/v2/public/instrument',
        'GET /swap/v2/public/instruments',
        'GET /swap/v2/public/tickers',
        'GET /v3/kline',
        'GET /v3/margin/symbols',
        'GET /v3/markets',
        'GET /v3/spot/symbols',
        'GET /v3/ticker',
        'GET /v3/trades/symbols',
      ],
      read: [
        'GET /swap/v2/account/balance',
        'GET /swap/v2/account/positions',
        'GET /v3/margin/assets',
        'GET /v3/margin/positions',
        'GET /v3/spot/assets',
      ],
      leverage: ['POST /swap/v2/account/leverage'],
    },
  ],
}
