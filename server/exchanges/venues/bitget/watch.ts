import { channel, type Watched } from '../../ccxt/watch'

export const watch: Watched = {
  // https://www.bitget.com/api-doc/contract/websocket/private/Account-Channel
  channels: () => [
    channel('watchBalance', { type: 'spot' }),
    channel('watchBalance', { type: 'swap' }),
    channel('watchPositions'),
  ],
}
