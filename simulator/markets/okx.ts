import { buildMarket, expiries, leverageFor, type MarketPlan, step, strikes, usdOf } from './build'
import { BASES } from './coins'
import { yearMonthDay } from './dates'
import type { SimMarket } from './market'

const SPOT_QUOTES: [string, number][] = [
  ['USDT', 330],
  ['USDC', 90],
  ['USD', 60],
  ['EUR', 60],
  ['BTC', 30],
  ['ETH', 12],
]
const INVERSE = ['BTC', 'ETH', 'XRP', 'SOL', 'DOGE', 'LTC', 'ADA', 'AVAX', 'DOT', 'LINK', 'BCH', 'ETC', 'FIL', 'UNI', 'TRX']

/** OKX's spot, perpetuals (USDT, USDC and coin margined), dated futures and coin-settled options. */
export function okxMarkets(now: number): SimMarket[] {
  const plans: MarketPlan[] = []
  for (const [quote, count] of SPOT_QUOTES)
    for (const base of BASES.slice(0, count))
      if (base !== quote)
        plans.push({ id: `${base}-${quote}`, type: 'spot', base, quote, ...(quote === 'USDT' ? { maxLeverage: '10' } : {}) })
  for (const [base, quote] of [
    ['USDC', 'USDT'],
    ['DAI', 'USDT'],
    ['USDT', 'USD'],
    ['USDC', 'USD'],
    ['USDT', 'EUR'],
    ['USDC', 'EUR'],
  ] as const)
    plans.push({ id: `${base}-${quote}`, type: 'spot', base, quote })

  // Traded against BTC alone.
  for (const base of ['PROM', 'PSG']) plans.push({ id: `${base}-BTC`, type: 'spot', base, quote: 'BTC' })

  BASES.slice(0, 260).forEach((base, rank) => {
    const contract = { type: 'swap', base, contractSize: contractValue(base), ...leverageFor(rank) } as const
    plans.push({ ...contract, id: `${base}-USDT-SWAP`, quote: 'USDT', settle: 'USDT', lot: rank < 20 ? '0.01' : '1' })
    if (rank < 12) plans.push({ ...contract, id: `${base}-USDC-SWAP`, quote: 'USDC', settle: 'USDC', lot: '1' })
  })
  const inverse = (base: string) => ({ quote: 'USD', settle: base, inverse: true, contractSize: base === 'BTC' ? '100' : '10' })
  INVERSE.forEach((base, rank) => {
    plans.push({ id: `${base}-USD-SWAP`, type: 'swap', base, ...inverse(base), ...leverageFor(rank * 10) })
  })
  for (const { at, alias } of expiries(now)) {
    const dated = { type: 'future', expiry: at, ...leverageFor(2) } as const
    for (const base of ['BTC', 'ETH', 'SOL', 'XRP']) {
      const id = `-${yearMonthDay(at)}`
      plans.push({
        ...dated,
        id: `${base}-USDT${id}`,
        base,
        quote: 'USDT',
        settle: 'USDT',
        contractSize: contractValue(base),
        lot: '1',
        alias: `${base}-USDT-${alias}`,
      })
      plans.push({ ...dated, id: `${base}-USD${id}`, base, ...inverse(base), alias: `${base}-USD-${alias}` })
    }
    for (const base of ['BTC', 'ETH']) plans.push(...options(base, at, alias))
  }
  return plans.map(buildMarket)
}

/** Base coins a contract: the power of ten that makes a contract worth some tens to hundreds of dollars. */
function contractValue(base: string): string {
  return step(2 - Math.floor(Math.log10(usdOf(base))))
}

/** Quoted and settled in the coin itself. */
function options(base: string, at: number, alias: string): MarketPlan[] {
  const list = strikes(base)
  return list.flatMap((strike, i) =>
    (['call', 'put'] as const).map((optionType): MarketPlan => {
      const letter = optionType === 'call' ? 'C' : 'P'
      return {
        id: `${base}-USD-${yearMonthDay(at)}-${strike}-${letter}`,
        type: 'option',
        base,
        quote: 'USD',
        settle: base,
        contractSize: base === 'BTC' ? '0.01' : '0.1',
        expiry: at,
        strike: String(strike),
        optionType,
        lot: '1',
        tick: '0.0001',
        alias: i === (list.length - 1) / 2 ? `${base}-${alias}-ATM-${letter}` : null,
      }
    }),
  )
}
