import type { About } from '../venue'

/** By the wallet's address: balances and positions of all its accounts are public. https://apidocs.lighter.xyz/reference/account-1 */
export const about: About = {
  id: 'lighter',
  name: 'Lighter',
  aliases: ['zkLighter'],
  credentialFields: [
    {
      field: 'walletAddress',
      label: 'Wallet address',
      required: true,
      secret: false,
      shape: 'evm_address',
      help: 'Public, and enough to read: all accounts of the address, sub-accounts among them; nothing can be moved or traded with it.',
    },
  ],
  keyPage: 'The address of your wallet there is enough',
  keyUrl: 'https://app.lighter.xyz/',
  permissionsWanted: [],
  wallets: ['perp', 'spot', 'pools', 'staking'],
  mark: { hue: 4 },
  requests: [
    {
      hosts: ['mainnet.zklighter.elliot.ai', 'testnet.zklighter.elliot.ai'],
      market: ['GET /api/v1/assetDetails', 'GET /api/v1/candles', 'GET /api/v1/funding-rates', 'GET /api/v1/orderBookDetails'],
      read: ['GET /api/v1/account', 'GET /api/v1/accountsByL1Address'],
    },
  ],
}
