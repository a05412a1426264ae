import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'poloniex',
  name: 'Poloniex',
  aliases: ['Poloniex futures', 'Polo'],
  credentialFields: [key(), secret()],
  keyPage: 'Profile → API Keys → Create new key',
  keyUrl: 'https://www.poloniex.com',
  permissionsWanted: ['Enable Reading'],
  wallets: ['spot', 'perp'],
  mark: { letters: 'Po', hue: 1 },
  requests: [
    {
      // The second is its sandbox, of spot alone.
      hosts: ['api.poloniex.com', 'sand-spot-api-gateway.poloniex.com'],
      market: ['GET /markets', 'GET /markets/ticker24h', 'GET /markets/{symbol}/candles', 'GET /v3/market/allInstruments'],
      read: ['GET /accounts/balances', 'GET /margin/borrowStatus', 'GET /v3/account/balance', 'GET /v3/trade/position/opens'],
      verify: ['GET /accounts', 'GET /subaccounts', 'GET /v3/position/mode'],
      flows: ['GET /v3/account/bills', 'GET /wallets/activity'],
      leverage: ['GET /v3/position/leverages', 'POST /v3/position/leverage'],
    },
  ],
}
