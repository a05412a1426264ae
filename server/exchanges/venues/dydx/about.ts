import type { About } from '../venue'

/** By the chain's address: all sub-accounts and positions of it are public. https://docs.dydx.xyz/indexer-client/http (2026-11) */
export const about: About = {
  id: 'dydx',
  name: 'dYdX',
  credentialFields: [
    {
      field: 'walletAddress',
      label: 'dYdX address',
      required: true,
      secret: false,
      help: 'The one that begins with dydx1 (Settings → Wallet). Public, and enough to read: all sub-accounts, MegaVault and stakes; nothing can be moved or traded with it.',
    },
  ],
  keyPage: 'The dydx1… address of your wallet there is enough',
  keyUrl: 'https://dydx.trade/',
  permissionsWanted: [],
  wallets: ['perp', 'vaults', 'staking', 'chain'],
  mark: { hue: 4 },
  requests: [
    {
      hosts: ['indexer.dydx.trade', 'indexer.v4testnet.dydx.exchange'],
      market: [
        'GET /v4/candles/perpetualMarkets/{market}',
        'GET /v4/historicalFunding/{market}',
        'GET /v4/perpetualMarkets',
        'GET /v4/time',
      ],
      read: [
        'GET /v4/addresses/{address}',
        'GET /v4/addresses/{address}/subaccountNumber/{number}',
        'GET /v4/perpetualPositions',
      ],
      flows: ['GET /v4/addresses/{address}', 'GET /v4/transfers'],
    },
    {
      // Of the chain itself: what lies outside of sub-accounts.
      hosts: ['dydx-rest.publicnode.com', 'test-dydx-rest.kingnodes.com'],
      read: [
        'GET /cosmos/bank/v1beta1/balances/{address}',
        'GET /cosmos/staking/v1beta1/delegations/{address}',
        'GET /cosmos/staking/v1beta1/delegators/{address}/unbonding_delegations',
        'GET /dydxprotocol/vault/megavault/owner_shares/{address}',
      ],
    },
  ],
}
