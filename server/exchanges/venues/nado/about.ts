import type { About } from '../venue'

/** By an address: balances and positions of all its sub-accounts are public. https://docs.nado.xyz/developer-resources/api/gateway/queries (2026-11) */
export const about: About = {
  id: 'nado',
  name: 'Nado',
  credentialFields: [
    {
      field: 'walletAddress',
      label: 'Wallet address',
      required: true,
      secret: false,
      shape: 'evm_address',
      help: 'The one that you trade with. Public, and enough to read all its sub-accounts: nothing can be moved or traded with it.',
    },
  ],
  keyPage: 'The address of your wallet there is enough',
  keyUrl: 'https://app.nado.xyz/',
  permissionsWanted: [],
  wallets: ['unified'],
  mark: { hue: 7 },
  requests: [
    {
      hosts: ['gateway.prod.nado.xyz', 'gateway.test.nado.xyz'],
      market: ['GET /v1/symbols', 'GET /v2/assets', 'GET /v2/pairs'],
      read: ['GET /v1/query type=isolated_positions', 'GET /v1/query type=subaccount_info'],
    },
    {
      hosts: ['archive.prod.nado.xyz', 'archive.test.nado.xyz'],
      // One path answers all questions of the archive; none of them does anything.
      market: ['GET /v2/contracts', 'GET /v2/tickers', 'POST /v1 candlesticks.granularity=3600'],
      read: ['POST /v1 subaccounts.limit=100'],
    },
  ],
}
