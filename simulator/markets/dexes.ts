import { buildMarket, leverageFor, type MarketPlan, perpBase } from './build'
import { BASES } from './coins'
import type { SimMarket } from './market'

/** Perpetuals of the exchanges on chains; sizes are coins, and ids are the exchange's own. */
const PERPS = 60
const SPOT = ['BTC', 'ETH', 'SOL', 'LINK', 'UNI']

function perps(idOf: (coin: string) => string, quote: string, more: Partial<MarketPlan> = {}): MarketPlan[] {
  return BASES.slice(0, PERPS).map((coin, rank) => ({
    id: idOf(coin),
    type: 'swap',
    base: coin,
    quote,
    settle: quote,
    coin,
    multiplier: 1,
    minNotional: '10',
    ...leverageFor(rank),
    ...more,
  }))
}

function spot(idOf: (coin: string) => string, quote: string, coins: readonly string[] = SPOT): MarketPlan[] {
  return coins.map((coin) => ({ id: idOf(coin), type: 'spot', base: coin, quote, coin, multiplier: 1, minNotional: '10' }))
}

/** Futures in USDT, cheap coins in thousands as on Binance; spot against USDT. */
export function asterMarkets(): SimMarket[] {
  const futures = perps((coin) => `${perpBase(coin)}USDT`, 'USDT').map(({ coin: _, multiplier: __, base, ...plan }) => ({
    ...plan,
    base: perpBase(base),
  }))
  return [...futures, ...spot((coin) => `${coin}USDT`, 'USDT', [...SPOT, 'USDC'])].map(buildMarket)
}

export const paradexMarkets = (): SimMarket[] => perps((coin) => `${coin}-USD-PERP`, 'USDC').map(buildMarket)
export const extendedMarkets = (): SimMarket[] => perps((coin) => `${coin}-USD`, 'USDC').map(buildMarket)
export const dydxMarkets = (): SimMarket[] => perps((coin) => `${coin}-USD`, 'USDC').map(buildMarket)
export const backpackMarkets = (): SimMarket[] =>
  [...perps((coin) => `${coin}_USDC_PERP`, 'USDC'), ...spot((coin) => `${coin}_USDC`, 'USDC')].map(buildMarket)
