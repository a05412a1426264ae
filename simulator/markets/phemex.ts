import { buildMarket, leverageFor, type MarketPlan } from './build'
import { BASES } from './coins'
import type { SimMarket } from './market'

const SPOT = 150
const PERPS = 200
const COIN_MARGINED = ['BTC', 'ETH', 'SOL', 'XRP']

/** Spot against USDT (`sBTCUSDT`), perpetuals settled in USDT that count coins, and perpetuals settled in their coin that count dollars. */
export function phemexMarkets(): SimMarket[] {
  const plans: MarketPlan[] = BASES.slice(0, SPOT).map((base) => ({ id: `s${base}USDT`, type: 'spot', base, quote: 'USDT' }))
  plans.push({ id: 'sUSDCUSDT', type: 'spot', base: 'USDC', quote: 'USDT' })
  BASES.slice(0, PERPS).forEach((base, rank) => {
    plans.push({
      id: `${base}USDT`,
      type: 'swap',
      base,
      quote: 'USDT',
      settle: 'USDT',
      coin: base,
      multiplier: 1,
      ...leverageFor(rank),
    })
  })
  for (const base of COIN_MARGINED)
    plans.push({
      id: `${base}USD`,
      type: 'swap',
      base,
      quote: 'USD',
      settle: base,
      inverse: true,
      contractSize: '1',
      ...leverageFor(0),
    })
  return plans.map(buildMarket)
}
