import { key } from '../../reading/credentials'
import type { About } from '../venue'

/**
 * By the API key alone: an order also wants the account's Stark key, which nobody is asked for. A key is of one sub-account.
 * https://api.docs.extended.exchange/#authentication (2026-11)
 */
export const about: About = {
  id: 'extended',
  name: 'Extended',
  aliases: ['X10'],
  credentialFields: [
    {
      ...key(),
      help: 'Of one sub-account. The key alone reads and can move nothing: orders and withdrawals want the Stark key too, which stays with you.',
    },
  ],
  keyPage: 'API management → the key of the sub-account',
  keyUrl: 'https://app.extended.exchange/api-management',
  permissionsWanted: ['The API key alone, not the Stark key'],
  wallets: ['unified', 'vaults'],
  mark: { hue: 2 },
  requests: [
    {
      hosts: ['api.starknet.extended.exchange', 'api.starknet.sepolia.extended.exchange'],
      market: ['GET /api/v1/info/assets', 'GET /api/v1/info/candles/{market}/{type}', 'GET /api/v1/info/markets'],
      read: [
        'GET /api/v1/user/account/info',
        'GET /api/v1/user/accounts',
        'GET /api/v1/user/balance',
        'GET /api/v1/user/positions',
        'GET /api/v1/user/spot/balances',
      ],
    },
  ],
}
