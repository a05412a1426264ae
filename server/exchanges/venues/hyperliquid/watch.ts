import { channel, type Watched } from '../../ccxt/watch'

export const watch: Watched = {
  // Balances are sent there with every price; fills come when something happened.
  channels: ({ vaultAddress, walletAddress }) => [
    channel('watchMyTrades', undefined, undefined, undefined, { user: vaultAddress || walletAddress }),
  ],
}
