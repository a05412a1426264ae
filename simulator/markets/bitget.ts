import { buildMarket, expiries, leverageFor, type MarketPlan } from './build'
import { BASES } from './coins'
import { monthLetterYear } from './dates'
import type { SimMarket } from './market'

const SPOT_QUOTES: [string, number][] = [
  ['USDT', 400],
  ['USDC', 40],
  ['BTC', 15],
  ['EUR', 10],
]
const COIN_MARGINED = ['BTC', 'ETH', 'XRP', 'BCH', 'LTC', 'ADA', 'DOT', 'EOS', 'LINK', 'TRX', 'SOL']

/**
 * Bitget's spot and USDT-, USDC- and coin-margined futures. All contracts are counted in base coins; coin-margined ones
 * are priced in dollars and settled in their coin at the mark price, so they are not `inverse` in this list's sense.
 */
export function bitgetMarkets(now: number): SimMarket[] {
  const plans: MarketPlan[] = []
  const spot = (base: string, quote: string) => plans.push({ id: base + quote, type: 'spot', base, quote })
  for (const [quote, count] of SPOT_QUOTES) for (const base of BASES.slice(0, count)) if (base !== quote) spot(base, quote)
  for (const base of ['USDC', 'DAI']) spot(base, 'USDT')

  BASES.slice(0, 280).forEach((base, rank) => {
    const contract = { type: 'swap', base, ...leverageFor(rank) } as const
    plans.push({ ...contract, id: `${base}USDT`, quote: 'USDT', settle: 'USDT' })
    if (rank < 15) plans.push({ ...contract, id: `${base}PERP`, quote: 'USDC', settle: 'USDC' })
  })
  const coinMargined = (base: string, rank: number) => ({ base, quote: 'USD', settle: base, ...leverageFor(rank) })
  COIN_MARGINED.forEach((base, rank) => {
    plans.push({ ...coinMargined(base, rank * 10), id: `${base}USD`, type: 'swap' })
  })
  for (const { at, alias } of expiries(now).filter((e) => e.alias.endsWith('QUARTER')))
    for (const base of ['BTC', 'ETH'])
      plans.push({
        ...coinMargined(base, 2),
        id: `${base}USD${monthLetterYear(at)}`,
        type: 'future',
        expiry: at,
        alias: `${base}-USD-${alias}`,
      })
  // Amount steps are written as a count of decimals: none is above one coin.
  return plans.map(buildMarket).map((market) => (Number(market.lot) > 1 ? { ...market, lot: '1', minAmount: '1' } : market))
}
