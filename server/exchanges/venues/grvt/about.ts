import type { About } from '../venue'

/**
 * By an API key alone: it opens a session that reads. Orders and transfers are signed by the private key that comes with it, which
 * nobody is asked for. https://api-docs.grvt.io/#authentication (2026-11)
 */
export const about: About = {
  id: 'grvt',
  name: 'GRVT',
  aliases: ['Gravity'],
  credentialFields: [
    {
      field: 'apiKey',
      label: 'API key',
      required: true,
      secret: false,
      help: 'The key alone reads: whatever moves or trades wants a signature by the private key that was shown with it. Keep that one to yourself.',
    },
  ],
  keyPage: 'Settings → API keys',
  keyUrl: 'https://grvt.io/exchange/settings/api-keys',
  permissionsWanted: ['The API key alone, not its private key'],
  wallets: ['unified', 'funding'],
  mark: { hue: 8 },
  requests: [
    {
      hosts: ['edge.grvt.io', 'edge.testnet.grvt.io'],
      // Signing in gives a session and changes nothing; by a wallet's key where an account was added with one.
      read: ['POST /auth/api_key/login', 'POST /auth/wallet/login'],
    },
    {
      hosts: ['market-data.grvt.io', 'market-data.testnet.grvt.io'],
      market: ['POST /full/v1/all_instruments', 'POST /full/v1/kline'],
    },
    {
      hosts: ['trades.grvt.io', 'trades.testnet.grvt.io'],
      read: [
        'POST /full/v1/account_summary',
        'POST /full/v1/funding_account_summary',
        'POST /full/v1/get_sub_accounts',
        'POST /full/v1/positions',
      ],
    },
  ],
}
