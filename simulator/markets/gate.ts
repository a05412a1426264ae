import { buildMarket, expiries, leverageFor, type MarketPlan, step, usdOf } from './build'
import { BASES } from './coins'
import { yearMonthDay } from './dates'
import type { SimMarket } from './market'

const SPOT_QUOTES: [string, number][] = [
  ['USDT', 600],
  ['USDC', 30],
  ['BTC', 25],
  ['ETH', 15],
]

/** Gate's spot, USDT-margined perpetuals and dated contracts, and its one perpetual margined in bitcoin. */
export function gateMarkets(now: number): SimMarket[] {
  const plans: MarketPlan[] = []
  const spot = (base: string, quote: string) => plans.push({ id: `${base}_${quote}`, type: 'spot', base, quote })
  for (const [quote, count] of SPOT_QUOTES) for (const base of BASES.slice(0, count)) if (base !== quote) spot(base, quote)
  for (const base of ['USDC', 'DAI']) spot(base, 'USDT')

  const linear = (base: string, rank: number) =>
    ({ base, quote: 'USDT', settle: 'USDT', contractSize: contractValue(base), lot: '1', ...leverageFor(rank) }) as const
  BASES.slice(0, 400).forEach((base, rank) => {
    plans.push({ ...linear(base, rank), id: `${base}_USDT`, type: 'swap' })
  })
  plans.push({ id: 'BTC_USD', type: 'swap', base: 'BTC', quote: 'USD', settle: 'BTC', inverse: true, ...leverageFor(0) })
  for (const { at, alias } of expiries(now))
    for (const base of ['BTC', 'ETH'])
      plans.push({
        ...linear(base, 2),
        id: `${base}_USDT_20${yearMonthDay(at)}`,
        type: 'future',
        expiry: at,
        alias: `${base}-USDT-${alias}`,
      })
  return plans.map(buildMarket)
}

/** Base coins a contract: the power of ten that makes a contract worth about one to ten dollars. */
function contractValue(base: string): string {
  return step(-Math.floor(Math.log10(usdOf(base))))
}
