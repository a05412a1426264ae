import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'whitebit',
  name: 'WhiteBIT',
  aliases: ['White Bit', 'WhiteBIT collateral', 'WBT exchange'],
  credentialFields: [{ ...key(), help: 'Of whitebit.com: a key of whitebit.eu is unknown there.' }, secret('Secret key')],
  keyPage: 'Account → Settings → API keys → Create new API key',
  keyUrl: 'https://whitebit.com/settings/api',
  permissionsWanted: [
    'Wallet balance and history',
    'Trade balance and order history, with the collateral account',
    'Crypto Lending Flex, to see what is lent',
  ],
  wallets: ['spot', 'funding', 'perp', 'earn'],
  mark: { letters: 'WB', hue: 6 },
  requests: [
    {
      hosts: ['whitebit.com'],
      market: ['GET /api/v1/public/kline', 'GET /api/v4/public/markets', 'GET /api/v4/public/ticker'],
      read: [
        'POST /api/v4/collateral-account/balance-summary',
        'POST /api/v4/collateral-account/positions/open',
        'POST /api/v4/collateral-account/summary',
        'POST /api/v4/main-account/balance',
        'POST /api/v4/main-account/smart-flex/investments',
        'POST /api/v4/trade-account/balance',
      ],
      verify: ['POST /api/v4/sub-account/list'],
    },
  ],
}
