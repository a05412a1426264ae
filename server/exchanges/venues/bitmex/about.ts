import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

/** A key without any permission reads margin, positions and the history of the wallet: https://www.bitmex.com/app/apiKeysUsage (2026-11). */
export const about: About = {
  id: 'bitmex',
  name: 'BitMEX',
  aliases: ['Bitmex', 'XBTUSD', 'BMEX'],
  credentialFields: [
    { ...key('API key (ID)'), help: 'A key without any permission reads: leave Order and Withdraw unticked.' },
    secret(),
  ],
  keyPage: 'Account & Security → API Keys → Create API Key',
  keyUrl: 'https://www.bitmex.com/app/apiKeys',
  permissionsWanted: ['None: every key may read'],
  wallets: ['unified'],
  mark: { letters: 'BM', hue: 7 },
  requests: [
    {
      hosts: ['www.bitmex.com', 'testnet.bitmex.com'],
      market: ['GET /api/v1/instrument/active', 'GET /api/v1/trade/bucketed', 'GET /api/v1/wallet/assets'],
      read: ['GET /api/v1/position', 'GET /api/v1/user/margin', 'GET /api/v1/user/staking'],
      verify: ['GET /api/v1/apiKey', 'GET /api/v1/user', 'GET /api/v1/user/getWalletTransferAccounts'],
      flows: ['GET /api/v1/user/walletHistory', 'GET /api/v1/wallet/assets'],
    },
  ],
}
