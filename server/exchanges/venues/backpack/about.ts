import type { About } from '../venue'

/** By an API key, an ED25519 pair that signs each question; the private half also signs orders where the key may trade. https://docs.backpack.exchange (2026-11) */
export const about: About = {
  id: 'backpack',
  name: 'Backpack',
  credentialFields: [
    { field: 'apiKey', label: 'API key', required: true, secret: false },
    {
      field: 'apiSecret',
      label: 'API secret',
      required: true,
      secret: true,
      help: 'Of a key that is made with “Read only” ticked: it can read and nothing else.',
    },
  ],
  keyPage: 'Settings → API keys → New API key, read only',
  keyUrl: 'https://backpack.exchange/portfolio/settings/api-keys',
  permissionsWanted: ['Read only'],
  wallets: ['unified', 'lending'],
  mark: { hue: 6 },
  requests: [
    {
      hosts: ['api.backpack.exchange'],
      market: ['GET /api/v1/assets', 'GET /api/v1/klines', 'GET /api/v1/markets', 'GET /api/v1/tickers', 'GET /api/v1/time'],
      read: ['GET /api/v1/borrowLend/positions', 'GET /api/v1/capital', 'GET /api/v1/capital/collateral', 'GET /api/v1/position'],
    },
  ],
}
