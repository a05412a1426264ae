import { channel, type Watched, WITHOUT_SNAPSHOT } from '../../ccxt/watch'

export const watch: Watched = {
  // https://bybit-exchange.github.io/docs/v5/websocket/private/wallet, position, execution: on one connection.
  channels: () => [channel('watchBalance'), channel('watchPositions'), channel('watchMyTrades')],
  settings: { watchPositions: WITHOUT_SNAPSHOT },
}
