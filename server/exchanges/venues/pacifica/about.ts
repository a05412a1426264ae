import type { About } from '../venue'

/**
 * By the address of a Solana wallet: whatever only reads is asked without a signature, but for the list of its sub-accounts.
 * https://docs.pacifica.fi/api-documentation/api/rest-api/account (2026-11)
 */
export const about: About = {
  id: 'pacifica',
  name: 'Pacifica',
  aliases: ['Pacifica.fi'],
  credentialFields: [
    {
      field: 'walletAddress',
      label: 'Wallet address',
      required: true,
      secret: false,
      help: 'The Solana address that you trade with, or that of one of its sub-accounts. Public, and enough to read: nothing can be moved or traded with it.',
    },
  ],
  keyPage: 'The address of your wallet there is enough; each sub-account has an address of its own',
  keyUrl: 'https://app.pacifica.fi/',
  permissionsWanted: [],
  wallets: ['unified', 'vaults'],
  mark: { hue: 3 },
  requests: [
    {
      hosts: ['api.pacifica.fi', 'test-api.pacifica.fi'],
      market: ['GET /api/v1/info', 'GET /api/v1/info/prices', 'GET /api/v1/kline'],
      read: ['GET /api/v1/account', 'GET /api/v1/account/settings', 'GET /api/v1/lake/list', 'GET /api/v1/positions'],
    },
  ],
}
