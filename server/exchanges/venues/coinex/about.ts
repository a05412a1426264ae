import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'coinex',
  name: 'CoinEx',
  aliases: ['CoinEx futures', 'CET exchange', 'ViaBTC exchange'],
  credentialFields: [{ ...key('Access ID'), help: 'A new one is known to CoinEx after ten minutes.' }, secret('Secret key')],
  keyPage: 'Account → API → Create API key',
  keyUrl: 'https://www.coinex.com/apikey',
  permissionsWanted: ['None beyond reading: trading and withdrawals stay off'],
  wallets: ['spot', 'perp', 'isolated_margin', 'earn', 'amm'],
  mark: { letters: 'CX', hue: 4 },
  requests: [
    {
      hosts: ['api.coinex.com'],
      market: [
        'GET /v2/futures/market',
        'GET /v2/futures/ticker',
        'GET /v2/spot/kline',
        'GET /v2/spot/market',
        'GET /v2/spot/ticker',
      ],
      read: [
        'GET /v2/assets/amm/liquidity',
        'GET /v2/assets/credit/info',
        'GET /v2/assets/financial/balance',
        'GET /v2/assets/futures/balance',
        'GET /v2/assets/margin/balance',
        'GET /v2/assets/spot/balance',
        'GET /v2/futures/pending-position',
      ],
      verify: ['GET /v2/account/info', 'GET /v2/account/subs', 'GET /v2/account/subs/info'],
      leverage: ['POST /v2/futures/adjust-position-leverage'],
      flows: ['GET /v2/assets/deposit-history', 'GET /v2/assets/withdraw', 'GET /v2/futures/position-funding-history'],
    },
  ],
}
