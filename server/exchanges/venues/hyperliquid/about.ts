import type { About } from '../venue'

export const about: About = {
  id: 'hyperliquid',
  name: 'Hyperliquid',
  credentialFields: [
    {
      field: 'walletAddress',
      label: 'Wallet address',
      required: true,
      secret: false,
      help: 'Of the account itself, not of an API wallet. Enough to read.',
    },
    { field: 'privateKey', label: 'API wallet private key', required: false, secret: true, help: 'Only to set leverage.' },
    {
      field: 'vaultAddress',
      label: 'Vault or sub-account address',
      required: false,
      secret: false,
      help: 'To read that instead of the main account.',
    },
  ],
  keyPage: 'More → API (only to set leverage)',
  keyUrl: 'https://app.hyperliquid.xyz/API',
  permissionsWanted: [],
  wallets: ['perp', 'spot', 'earn'],
  mark: { letters: 'HL', hue: 2 },
}
