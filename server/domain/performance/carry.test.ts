import { describe, expect, it } from 'vitest'
import { Decimal } from '../decimal'
import { carryOf, type HedgePoints, hedgeCoin, type LegPoints } from './carry'

const DAY = 86_400
const leg = (symbol: string, side: LegPoints['side'], value: number, accountId = 'a'): LegPoints => ({
  ...{ accountId, symbol, side, position: symbol.includes(':') },
  value: new Decimal(value).times(DAY),
})
const income = (symbol: string, value: number | null, accountId = 'a') => ({
  ...{ accountId, symbol },
  income: value === null ? null : new Decimal(value),
})
/** Ten days of 10,000 USD of spot against as much of a short. */
const even: HedgePoints = {
  coin: 'BTC',
  hedged: new Decimal(100_000).times(DAY),
  seconds: 10 * DAY,
  legs: [leg('BTC', 'long', 100_000), leg('BTC:PERP-USDT', 'short', 100_000)],
}

describe('carry of a hedge', () => {
  it('is what both legs brought in, as a share of what was hedged, and a year of it', () => {
    const made = carryOf(even, [income('BTC', 1), income('BTC:PERP-USDT', 9)])
    expect(made).toMatchObject({ coin: 'BTC', seconds: 10 * DAY })
    expect([made.hedged, made.carry, made.rate, made.yearly].map(String)).toEqual(['10000', '10', '0.001', '0.0365'])
    expect(made.legs.map(({ average, income: own }) => `${average} ${own}`)).toEqual(['10000 1', '10000 9'])
  })

  it('counts of the larger side the share that is hedged, and of no side more than there was', () => {
    const twice = { ...even, legs: [leg('BTC', 'long', 100_000), leg('BTC:PERP-USDT', 'short', 200_000)] }
    const made = carryOf(twice, [income('BTC', 0), income('BTC:PERP-USDT', 20)])
    expect([made.carry, made.yearly].map(String)).toEqual(['10', '0.0365'])
    expect(made.legs[1]?.hedgedIncome?.toString()).toBe('10')
  })

  it('takes the legs of several accounts and exchanges together, whatever each is paid', () => {
    const legs = [
      leg('BTC:PERP-USDT', 'long', 100_000, 'a'),
      leg('BTC:PERP-USDT', 'short', 60_000, 'b'),
      leg('BTC:PERP-USD', 'short', 40_000, 'b'),
    ]
    const incomes = [income('BTC:PERP-USDT', -5, 'a'), income('BTC:PERP-USDT', 9, 'b'), income('BTC:PERP-USD', 2, 'b')]
    expect(carryOf({ ...even, legs }, incomes).carry?.toString()).toBe('6')
  })

  it('shares what a pair brought in between its sides, where it was long and short in turns', () => {
    const legs = [leg('BTC:PERP-USDT', 'long', 50_000), leg('BTC', 'long', 50_000), leg('BTC:PERP-USDT', 'short', 100_000)]
    const made = carryOf({ ...even, legs }, [income('BTC', 0), income('BTC:PERP-USDT', 30)])
    expect(made.legs.map(({ income: own }) => String(own))).toEqual(['10', '0', '20'])
    expect(made.carry?.toString()).toBe('30')
  })

  it('is not known where of one leg it is not, and is no number where nothing was hedged', () => {
    const unknown = carryOf(even, [income('BTC', 0), income('BTC:PERP-USDT', null)])
    expect([unknown.carry, unknown.rate, unknown.yearly]).toEqual([null, null, null])
    const none = carryOf({ ...even, hedged: new Decimal(0), seconds: 0 }, [income('BTC', 0), income('BTC:PERP-USDT', 1)])
    expect([none.rate, none.yearly]).toEqual([null, null])
  })

  it('is told for no year where the hedge stood for less than a day', () => {
    const short = { ...even, hedged: even.hedged.div(10 * 24), seconds: 3600 }
    const made = carryOf(short, [income('BTC', 0), income('BTC:PERP-USDT', 100)])
    expect(made.rate?.isZero()).toBe(false)
    expect(made.yearly).toBeNull()
  })

  it('is of coins: contracts on many and receipts are the coin’s, stablecoins are no leg, a perpetual on one is', () => {
    expect(hedgeCoin('1000PEPE:PERP-USDT', true)).toBe('PEPE')
    expect(hedgeCoin('STETH', false)).toBe('ETH')
    expect(hedgeCoin('USDT', false)).toBeNull()
    expect(hedgeCoin('USDC:PERP-USDT', true)).toBe('USDC')
  })
})
