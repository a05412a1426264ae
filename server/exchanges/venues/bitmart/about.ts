import { key } from '../../reading/credentials'
import type { About } from '../venue'

/**
 * By the key alone: what is read is `KEYED`, what trades, transfers and withdraws wants a signature by the secret and the memo, which
 * nobody is asked for. https://developer-pro.bitmart.com/en/spot, “Authentication” (2026-02)
 */
export const about: About = {
  id: 'bitmart',
  name: 'BitMart',
  aliases: ['Bitmart futures', 'BMX'],
  credentialFields: [
    {
      ...key('API key (access key)'),
      help: 'The access key alone reads. Secret key and memo sign orders and withdrawals: keep them to yourself.',
    },
  ],
  keyPage: 'Account → API Settings → Create API key',
  keyUrl: 'https://www.bitmart.com/api-config/en',
  permissionsWanted: ['Read-Only'],
  wallets: ['spot', 'isolated_margin', 'perp'],
  mark: { letters: 'BT', hue: 5 },
  requests: [
    {
      hosts: ['api-cloud.bitmart.com'],
      market: ['GET /spot/quotation/v3/klines', 'GET /spot/quotation/v3/tickers', 'GET /spot/v1/symbols/details'],
      read: ['GET /spot/v1/margin/isolated/account', 'GET /spot/v1/wallet'],
      verify: ['GET /account/sub-account/main/v1/subaccount-list'],
      flows: ['GET /account/v2/deposit-withdraw/history'],
    },
    {
      hosts: ['api-cloud-v2.bitmart.com'],
      market: ['GET /contract/public/details'],
      read: ['GET /contract/private/assets-detail', 'GET /contract/private/position-v2'],
      verify: ['GET /contract/private/get-position-mode'],
      flows: ['GET /contract/private/transaction-history'],
    },
  ],
}
