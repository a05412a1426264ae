import type { AnchorThen } from './past'

/**
 * What USDT was worth where no market is in USD: BTC's index in USD (an inverse contract's) over BTC's index in USDT (a
 * linear one's), both of the same hour.
 */
export const BTC_INDICES: readonly AnchorThen[] = [
  {
    code: 'USDT',
    of: { symbol: 'BTC/USD:BTC', index: true },
    over: { symbol: 'BTC/USDT:USDT', index: true },
    label: 'USDT-USD (BTC indices)',
  },
]

/** Coins' own indices in USD, of their inverse contracts. */
export const usdIndices = (...codes: readonly string[]): readonly AnchorThen[] =>
  codes.map((code) => ({ code, of: { symbol: `${code}/USD:${code}`, index: true }, label: `${code}-USD (index)` }))
