import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'gate',
  name: 'Gate',
  aliases: ['gate.io', 'gateio'],
  credentialFields: [key(), secret()],
  sites: { gateeu: {} },
  keyPage: 'Profile → API Key Management',
  keyUrl: 'https://www.gate.com/myaccount/api_key_manage',
  permissionsWanted: ['Spot: Read', 'Perpetual futures: Read', 'Margin: Read', 'Unified: Read', 'Wallet: Read'],
  wallets: ['spot', 'isolated_margin', 'perp', 'coinm', 'delivery', 'option', 'unified', 'earn'],
  keysMadeAt: { gate: 'www.gate.com', gateeu: 'Gate Europe' },
  mark: { letters: 'Ga', hue: 7 },
  requests: [
    {
      hosts: ['api.gateio.ws', 'api.gateeu.com', 'api-testnet.gateapi.io'],
      market: [
        'GET /api/v4/delivery/usdt/contracts',
        'GET /api/v4/futures/{settle}/contracts',
        'GET /api/v4/margin/currency_pairs',
        'GET /api/v4/options/contracts',
        'GET /api/v4/options/underlyings',
        'GET /api/v4/spot/currency_pairs',
        'GET /api/v4/spot/tickers',
      ],
      read: [
        'GET /api/v4/delivery/{settle}/accounts',
        'GET /api/v4/delivery/{settle}/positions',
        'GET /api/v4/earn/uni/lends',
        'GET /api/v4/futures/{settle}/accounts',
        'GET /api/v4/futures/{settle}/positions',
        'GET /api/v4/margin/accounts',
        'GET /api/v4/options/accounts',
        'GET /api/v4/options/positions',
        'GET /api/v4/spot/accounts',
        'GET /api/v4/unified/accounts',
        'GET /api/v4/unified/unified_mode',
      ],
      verify: ['GET /api/v4/account/detail'],
      leverage: [
        'GET /api/v4/delivery/{settle}/positions/{contract}',
        'GET /api/v4/futures/{settle}/dual_comp/positions/{contract}',
        'GET /api/v4/futures/{settle}/positions/{contract}',
        'POST /api/v4/delivery/{settle}/positions/{contract}/leverage',
        'POST /api/v4/futures/{settle}/dual_comp/positions/{contract}/leverage',
        'POST /api/v4/futures/{settle}/positions/{contract}/leverage',
      ],
    },
  ],
}
