import { buildMarket, expiries, leverageFor, type MarketPlan, perpBase } from './build'
import { BASES } from './coins'
import { yearMonthDay } from './dates'
import type { SimMarket } from './market'

/** Quote → how many of the most traded coins have a spot market against it. */
const SPOT_QUOTES: [string, number][] = [
  ['USDT', 680],
  ['USDC', 260],
  ['FDUSD', 150],
  ['TRY', 260],
  ['BTC', 240],
  ['BNB', 90],
  ['ETH', 60],
  ['EUR', 60],
  ['BRL', 20],
]
const COIN_MARGINED = [
  'BTC',
  'ETH',
  'BNB',
  'SOL',
  'XRP',
  'DOGE',
  'ADA',
  'TRX',
  'AVAX',
  'LINK',
  'DOT',
  'BCH',
  'SUI',
  'NEAR',
  'LTC',
  'UNI',
  'APT',
  'ETC',
  'FIL',
  'ATOM',
]

/** Bitcoin's own terms. */
const BITCOIN = { maxLeverage: '125', maintenanceRate: '0.004' }

/** Binance's spot, USD-M (USDT and USDC) and COIN-M markets; more than 2,000 in all. */
export function binanceMarkets(now: number): SimMarket[] {
  const plans: MarketPlan[] = []
  const spot = (base: string, quote: string) => plans.push({ id: base + quote, type: 'spot', base, quote })
  for (const [quote, count] of SPOT_QUOTES) for (const base of BASES.slice(0, count)) if (base !== quote) spot(base, quote)
  // Traded against BTC alone.
  for (const base of BASES.slice(700, 712)) spot(base, 'BTC')
  for (const base of ['USDC', 'FDUSD', 'TUSD', 'EUR']) spot(base, 'USDT')
  for (const quote of ['TRY', 'BRL']) spot('USDT', quote)

  BASES.slice(0, 480).forEach((coin, rank) => {
    const base = perpBase(coin)
    const contract = { type: 'swap', base, ...(coin === 'BTC' ? BITCOIN : leverageFor(rank)) } as const
    plans.push({ ...contract, id: `${base}USDT`, quote: 'USDT', settle: 'USDT' })
    if (rank < 35) plans.push({ ...contract, id: `${base}USDC`, quote: 'USDC', settle: 'USDC' })
  })
  COIN_MARGINED.forEach((base, rank) => {
    plans.push({
      id: `${base}USD_PERP`,
      type: 'swap',
      base,
      quote: 'USD',
      settle: base,
      inverse: true,
      contractSize: base === 'BTC' ? '100' : '10',
      ...(base === 'BTC' ? BITCOIN : leverageFor(rank * 10)),
    })
  })
  for (const { at, alias } of expiries(now).filter((e) => e.alias.endsWith('QUARTER')))
    for (const base of ['BTC', 'ETH', 'BNB', 'SOL', 'XRP']) {
      const dated = { type: 'future', base, expiry: at, ...leverageFor(2) } as const
      if (base === 'BTC' || base === 'ETH')
        plans.push({
          ...dated,
          id: `${base}USDT_${yearMonthDay(at)}`,
          quote: 'USDT',
          settle: 'USDT',
          alias: `${base}-USDT-${alias}`,
        })
      plans.push({
        ...dated,
        id: `${base}USD_${yearMonthDay(at)}`,
        quote: 'USD',
        settle: base,
        inverse: true,
        contractSize: base === 'BTC' ? '100' : '10',
        alias: `${base}-USD-${alias}`,
      })
    }
  return plans.map(buildMarket)
}
