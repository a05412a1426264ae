import { channel, type Watched } from '../../ccxt/watch'

/** OKX repeats both channels every few seconds unless told to speak of changes only. */
const CHANGES_ONLY = { extraParams: '{"updateInterval":"0"}' }

export const watch: Watched = {
  // https://www.okx.com/docs-v5/en/#trading-account-websocket-account-channel
  channels: () => [
    channel('watchBalance', CHANGES_ONLY),
    channel('watchPositions', undefined, undefined, undefined, CHANGES_ONLY),
  ],
}
