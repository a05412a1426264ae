import { key } from '../../reading/credentials'
import type { About } from '../venue'

/**
 * By an API key and the number of its account: orders, transfers and withdrawals are signed by the private key that comes with it,
 * which nobody is asked for. https://hibachi-docs.redocly.app/api/definitions (2026-11)
 */
export const about: About = {
  id: 'hibachi',
  name: 'Hibachi',
  credentialFields: [
    {
      ...key(),
      help: 'The key alone reads: whatever trades or moves wants a signature by the private key that was shown with it. Keep that one to yourself.',
    },
    {
      field: 'uid',
      label: 'Account id',
      required: true,
      secret: false,
      help: 'The number below the name of the key (ID: 123). There is one from the first deposit on.',
    },
  ],
  keyPage: 'Settings → API keys',
  keyUrl: 'https://www.hibachi.xyz/',
  permissionsWanted: ['The API key and account id alone, not the private key'],
  wallets: ['perp'],
  mark: { hue: 1 },
  requests: [
    { hosts: ['api.hibachi.xyz'], read: ['GET /trade/account/info'] },
    {
      hosts: ['data-api.hibachi.xyz'],
      market: [
        'GET /market/data/funding-rates',
        'GET /market/data/klines',
        'GET /market/data/prices',
        'GET /market/data/stats',
        'GET /market/exchange-info',
      ],
    },
  ],
}
