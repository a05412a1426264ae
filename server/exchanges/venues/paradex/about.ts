import { secret } from '../../reading/credentials'
import type { About } from '../venue'

/**
 * By a read-only token that the account's settings make, for up to a year. No private key: it could trade.
 * https://docs.paradex.trade/trading/api-authentication (2026-11)
 */
export const about: About = {
  id: 'paradex',
  name: 'Paradex',
  credentialFields: [
    secret('Read-only token', 'A token (JWT) of the kind “read only”: it can read and nothing else. No private key is needed.'),
  ],
  keyPage: 'Key management → read-only token, with a long time until it expires',
  keyUrl: 'https://app.paradex.trade/',
  permissionsWanted: ['Read only'],
  wallets: ['unified', 'vaults', 'staking'],
  mark: { hue: 5 },
  requests: [
    {
      hosts: ['api.prod.paradex.trade', 'api.testnet.paradex.trade'],
      market: ['GET /v1/markets', 'GET /v1/markets/klines', 'GET /v1/markets/summary', 'GET /v1/system/config'],
      read: [
        'GET /v1/account',
        'GET /v1/account/subaccounts',
        'GET /v1/balance',
        'GET /v1/positions',
        'GET /v1/staking/summary',
        'GET /v1/vaults/account-summary',
        'GET /v1/vaults/summary',
        // Of accounts that were added with a private key: signing in gives a session and changes nothing.
        'POST /v1/auth',
      ],
      flows: ['GET /v1/funding/payments', 'GET /v1/transfers', 'POST /v1/auth'],
    },
  ],
}
