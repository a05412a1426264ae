import { key, secret } from '../../reading/credentials'
import type { About } from '../venue'

export const about: About = {
  id: 'bitstamp',
  name: 'Bitstamp',
  aliases: ['Bitstamp by Robinhood', 'Bitstamp perpetuals'],
  credentialFields: [{ ...key(), help: 'Of the account or sub-account that is to be read: each has keys of its own.' }, secret()],
  keyPage: 'Settings → API access → New API key',
  keyUrl: 'https://www.bitstamp.net/settings/security/api/',
  permissionsWanted: [
    'Account balance',
    'User transactions, with crypto transactions',
    'Earn, to see what is staked and lent',
    'Open positions, where perpetuals are traded',
  ],
  wallets: ['spot', 'perp', 'earn'],
  mark: { letters: 'BS', hue: 3 },
  requests: [
    {
      hosts: ['www.bitstamp.net', 'sandbox.bitstamp.net'],
      market: ['GET /api/v2/markets/', 'GET /api/v2/ohlc/{pair}/', 'GET /api/v2/ticker/'],
      read: [
        'GET /api/v2/earn/subscriptions/',
        'GET /api/v2/margin_info/',
        'GET /api/v2/open_positions/',
        'POST /api/v2/account_balances/',
      ],
      leverage: ['GET /api/v2/leverage_settings/', 'POST /api/v2/leverage_settings/'],
    },
  ],
}
