import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'kraken',
  name: 'Kraken',
  credentialFields: [key(), secret('Private key')],
  keyPage: 'Profile → Connections & API → Create API key',
  keyUrl: 'https://pro.kraken.com/app/settings/api',
  permissionsWanted: ['Query (Funds)', 'Query open orders & trades', 'Query ledger entries'],
  wallets: ['spot', 'earn', 'margin'],
  keysMadeAt: { krakenfutures: 'futures.kraken.com' },
  mark: { letters: 'Kr', hue: 4 },
  requests: [
    {
      hosts: ['api.kraken.com'],
      market: ['GET /0/public/AssetPairs', 'GET /0/public/OHLC', 'GET /0/public/Ticker'],
      read: ['POST /0/private/BalanceEx', 'POST /0/private/OpenPositions', 'POST /0/private/TradeBalance'],
      flows: ['POST /0/private/Ledgers'],
      verify: ['POST /0/private/GetApiKeyInfo'],
    },
  ],
}
