import { buildMarket, expiries, leverageFor, type MarketPlan, perpBase, strikes } from './build'
import { BASES } from './coins'
import { dayMonthYear, monthLetterYear } from './dates'
import type { SimMarket } from './market'

const INVERSE = ['BTC', 'ETH', 'XRP', 'EOS', 'LTC', 'DOT', 'ADA', 'SOL', 'DOGE', 'AVAX', 'LINK', 'BCH', 'MANA', 'TRX']

/** Bybit's spot, USDT and USDC perpetuals, dated and inverse contracts, and USDT-settled options. */
export function bybitMarkets(now: number): SimMarket[] {
  const plans: MarketPlan[] = []
  const spot = (base: string, quote: string) => plans.push({ id: base + quote, type: 'spot', base, quote })
  for (const base of BASES.slice(0, 410)) spot(base, 'USDT')
  for (const base of BASES.slice(0, 60)) spot(base, 'USDC')
  for (const base of BASES.slice(0, 25)) spot(base, 'EUR')
  for (const base of BASES.slice(1, 25)) spot(base, 'BTC')
  for (const base of BASES.slice(2, 10)) spot(base, 'ETH')
  for (const base of ['USDC', 'DAI', 'USDE', 'PYUSD']) spot(base, 'USDT')
  for (const base of ['USDT', 'USDC']) spot(base, 'EUR')

  // Traded against BTC alone.
  spot('VIB', 'BTC')

  BASES.slice(0, 400).forEach((coin, rank) => {
    const base = perpBase(coin)
    const contract = { type: 'swap', base, ...leverageFor(rank) } as const
    plans.push({ ...contract, id: `${base}USDT`, quote: 'USDT', settle: 'USDT' })
    if (rank < 50) plans.push({ ...contract, id: `${base}PERP`, quote: 'USDC', settle: 'USDC' })
  })
  INVERSE.forEach((base, rank) => {
    plans.push({ id: `${base}USD`, type: 'swap', base, quote: 'USD', settle: base, inverse: true, ...leverageFor(rank * 10) })
  })
  for (const { at, alias } of expiries(now)) {
    const dated = { type: 'future', expiry: at, ...leverageFor(2) } as const
    for (const base of ['BTC', 'ETH', 'SOL']) {
      plans.push({
        ...dated,
        id: `${base}USDT-${dayMonthYear(at)}`,
        base,
        quote: 'USDT',
        settle: 'USDT',
        alias: `${base}-USDT-${alias}`,
      })
      plans.push({
        ...dated,
        id: `${base}-${dayMonthYear(at)}`,
        base,
        quote: 'USDC',
        settle: 'USDC',
        alias: `${base}-USDC-${alias}`,
      })
    }
    if (alias.endsWith('QUARTER'))
      for (const base of ['BTC', 'ETH'])
        plans.push({
          ...dated,
          id: `${base}USD${monthLetterYear(at)}`,
          base,
          quote: 'USD',
          settle: base,
          inverse: true,
          alias: `${base}-USD-${alias}`,
        })
    for (const base of ['BTC', 'ETH', 'SOL']) plans.push(...options(base, at, alias))
  }
  return plans.map(buildMarket)
}

function options(base: string, at: number, alias: string): MarketPlan[] {
  const list = strikes(base)
  return list.flatMap((strike, i) =>
    (['call', 'put'] as const).map((optionType): MarketPlan => {
      const letter = optionType === 'call' ? 'C' : 'P'
      return {
        id: `${base}-${dayMonthYear(at)}-${strike}-${letter}-USDT`,
        type: 'option',
        base,
        quote: 'USDT',
        settle: 'USDT',
        expiry: at,
        strike: String(strike),
        optionType,
        lot: base === 'SOL' ? '1' : '0.01',
        tick: base === 'BTC' ? '5' : '0.1',
        alias: i === (list.length - 1) / 2 ? `${base}-${alias}-ATM-${letter}` : null,
      }
    }),
  )
}
