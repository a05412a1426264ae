import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'coinbase',
  name: 'Coinbase',
  aliases: ['coinbase advanced'],
  credentialFields: [key('API key name'), secret('Private key', 'The whole text between and with the BEGIN and END lines.')],
  keyPage: 'Coinbase Developer Platform → API keys → Secret API keys',
  keyUrl: 'https://portal.cdp.coinbase.com/projects/api-keys',
  permissionsWanted: ['View'],
  wallets: ['spot', 'vault', 'earn', 'perp', 'future'],
  keysMadeAt: { coinbaseexchange: 'exchange.coinbase.com', coinbaseinternational: 'international.coinbase.com' },
  mark: { letters: 'Cb', hue: 1 },
  requests: [
    {
      hosts: ['api.coinbase.com'],
      market: ['GET /api/v3/brokerage/market/products', 'GET /api/v3/brokerage/market/products/{product}/candles'],
      read: [
        'GET /api/v3/brokerage/accounts',
        'GET /api/v3/brokerage/cfm/balance_summary',
        'GET /api/v3/brokerage/cfm/positions',
        'GET /api/v3/brokerage/intx/balances/{portfolio}',
        'GET /api/v3/brokerage/intx/portfolio/{portfolio}',
        'GET /api/v3/brokerage/intx/positions/{portfolio}',
        'GET /api/v3/brokerage/portfolios',
        'GET /api/v3/brokerage/portfolios/{portfolio}',
        'GET /v2/accounts',
      ],
      flows: ['GET /v2/accounts', 'GET /v2/accounts/{account}/transactions'],
      verify: ['GET /api/v3/brokerage/key_permissions'],
    },
  ],
}
