import { channel, type Watched, WITHOUT_SNAPSHOT } from '../../ccxt/watch'

export const watch: Watched = {
  // https://developers.binance.com/docs/derivatives/usds-margined-futures/user-data-streams: a stream a wallet.
  channels: () => ['spot', 'future', 'delivery'].map((type) => channel('watchBalance', { type })),
  settings: { watchPositions: WITHOUT_SNAPSHOT },
}
