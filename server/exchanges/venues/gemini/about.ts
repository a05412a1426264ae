import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'gemini',
  name: 'Gemini',
  aliases: ['Gemini ActiveTrader', 'Gemini perpetuals', 'GUSD exchange'],
  credentialFields: [
    { ...key(), help: 'Of one account (it begins with account-): each account, derivatives among them, has keys of its own.' },
    secret(),
  ],
  keyPage: 'Settings → API → Create a new API key → scope of one account',
  keyUrl: 'https://exchange.gemini.com/settings/api',
  permissionsWanted: ['Auditor'],
  wallets: ['spot', 'earn', 'perp'],
  mark: { letters: 'GM', hue: 1 },
  requests: [
    {
      hosts: ['api.gemini.com', 'api.sandbox.gemini.com'],
      market: ['GET /v1/pricefeed', 'GET /v1/symbols', 'GET /v2/candles/{symbol}/{timeframe}'],
      read: ['POST /v1/balances', 'POST /v1/balances/staking', 'POST /v1/positions'],
      verify: ['POST /v1/account', 'POST /v1/roles'],
    },
  ],
}
