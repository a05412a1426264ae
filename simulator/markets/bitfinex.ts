import { buildMarket, type MarketPlan } from './build'
import { BASES } from './coins'
import type { SimMarket } from './market'

const IN_DOLLARS = 80
const IN_TETHER = 40
const PERPS = 30

/** A pair is joined by a colon where one side has more than three letters. */
const pairOf = (base: string, quote: string) => (base.length > 3 || quote.length > 3 ? `t${base}:${quote}` : `t${base}${quote}`)

/** Spot and margin against dollars and tether (`UST`), perpetuals of coins with names of their own (`BTCF0`, `USTF0`). */
export function bitfinexMarkets(): SimMarket[] {
  const spot = (base: string, quote: string, quoteCoin = quote): MarketPlan => ({
    id: pairOf(base, quote),
    type: 'spot',
    base,
    quote,
    coin: base,
    multiplier: 1,
    quoteCoin,
  })
  const plans: MarketPlan[] = [
    { ...spot('UST', 'USD'), coin: 'USDT' },
    ...BASES.slice(0, IN_DOLLARS).map((base) => spot(base, 'USD')),
    ...BASES.slice(0, IN_TETHER).map((base) => spot(base, 'UST', 'USDT')),
    ...BASES.slice(0, PERPS).map(
      (base): MarketPlan => ({
        id: `t${base}F0:USTF0`,
        type: 'swap',
        base: `${base}F0`,
        quote: 'USTF0',
        settle: 'USTF0',
        coin: base,
        multiplier: 1,
        quoteCoin: 'USDT',
        maxLeverage: '100',
        maintenanceRate: '0.005',
      }),
    ),
  ]
  return plans.map(buildMarket)
}
