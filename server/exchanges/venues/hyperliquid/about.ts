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
      shape: 'evm_address',
      help: 'Public, and enough to read. Of the account itself, not of an API wallet.',
    },
    {
      field: 'privateKey',
      label: 'API wallet private key',
      required: false,
      secret: true,
      shape: 'hex_key',
      help: 'Only to set leverage: the account is read without it. An API wallet can trade, and cannot withdraw. Never the key of the wallet itself.',
    },
    {
      field: 'vaultAddress',
      label: 'Vault or sub-account address',
      required: false,
      secret: false,
      help: 'To read that instead of the main account. A vault is read whole, with what others put into it.',
    },
  ],
  keyPage: 'More → API (only to set leverage)',
  keyUrl: 'https://app.hyperliquid.xyz/API',
  permissionsWanted: [],
  wallets: ['perp', 'spot', 'earn'],
  mark: { letters: 'HL', hue: 2 },
  requests: [
    {
      hosts: ['api.hyperliquid.xyz', 'api.hyperliquid-testnet.xyz'],
      market: [
        'POST /info type=allMids',
        'POST /info type=candleSnapshot',
        'POST /info type=metaAndAssetCtxs',
        'POST /info type=outcomeMeta',
        'POST /info type=perpDexs',
        'POST /info type=spotMeta',
        'POST /info type=spotMetaAndAssetCtxs',
      ],
      read: [
        'POST /info type=clearinghouseState',
        'POST /info type=delegatorSummary',
        'POST /info type=leadingVaults',
        'POST /info type=spotClearinghouseState',
        'POST /info type=subAccounts2',
        'POST /info type=userAbstraction',
        'POST /info type=userVaultEquities',
        'POST /info type=vaultDetails',
      ],
      flows: [
        'POST /info type=delegatorRewards',
        'POST /info type=userFillsByTime',
        'POST /info type=userFunding',
        'POST /info type=userNonFundingLedgerUpdates',
      ],
      verify: ['POST /info type=subAccounts', 'POST /info type=userRole'],
      leverage: ['POST /info type=activeAssetData', 'POST /exchange action.type=updateLeverage'],
      watch: ['SEND method=subscribe', 'SEND method=ping'],
    },
  ],
}
