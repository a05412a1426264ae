import { buildMarket, leverageFor, type MarketPlan } from './build'
import { BASES } from './coins'
import type { SimMarket } from './market'

/** Spot pairs have numbers from here on. */
const FIRST_SPOT = 2048
const PERPS = 90
const SPOT = ['ETH', 'BTC', 'LINK', 'UNI', 'LIT']

/** Perpetuals and spot against USDC; ids are numbers, sizes coins. */
export function lighterMarkets(): SimMarket[] {
  const perps = BASES.slice(0, PERPS).map(
    (coin, rank): MarketPlan => ({
      id: String(rank),
      type: 'swap',
      base: coin,
      quote: 'USDC',
      settle: 'USDC',
      coin,
      multiplier: 1,
      minNotional: '10',
      ...leverageFor(rank),
    }),
  )
  const spot = SPOT.map(
    (coin, index): MarketPlan => ({
      id: String(FIRST_SPOT + index),
      type: 'spot',
      base: coin,
      quote: 'USDC',
      coin,
      multiplier: 1,
      minNotional: '10',
    }),
  )
  return [...perps, ...spot].map(buildMarket)
}
