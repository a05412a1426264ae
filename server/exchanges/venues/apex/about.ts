import { key, passphrase, secret } from '../../reading/credentials'
import type { About } from '../venue'

/**
 * ApeX Omni, by an API key: orders and withdrawals are signed by the Omni key besides, which nobody is asked for.
 * https://api-docs.pro.apex.exchange (v3, 2026-11)
 */
export const about: About = {
  id: 'apex',
  name: 'ApeX',
  aliases: ['Apex', 'ApeX Omni', 'ApeX Pro'],
  credentialFields: [
    {
      ...key(),
      help: 'Key, secret and passphrase read and can cancel orders; what trades or withdraws wants a signature by the Omni key too, which stays with you.',
    },
    secret(),
    { ...passphrase(), help: 'The one that was shown with the key.' },
  ],
  keyPage: 'API management → API key of Omni',
  keyUrl: 'https://omni.apex.exchange/keyManagement',
  permissionsWanted: ['The API key alone, not the Omni key'],
  wallets: ['perp', 'spot'],
  mark: { hue: 4 },
  requests: [
    {
      hosts: ['omni.apex.exchange', 'testnet.omni.apex.exchange'],
      market: ['GET /api/v3/history-funding', 'GET /api/v3/klines', 'GET /api/v3/symbols', 'GET /api/v3/ticker'],
      read: ['GET /api/v3/account', 'GET /api/v3/account-balance'],
    },
  ],
}
