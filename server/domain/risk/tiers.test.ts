import { describe, expect, it } from 'vitest'
import { Decimal } from '../decimal'
import { explains, maintenanceOf, measuredAt, reachable } from './tiers'
import type { MaintenanceTable } from './types'

const measured = (value: string, coins = '1') => ({ value: new Decimal(value), coins: new Decimal(coins) })

describe('maintenance margins by tables', () => {
  // Binance's table of BTCUSDT as it was long published: 0.4 % to 50,000, 0.5 % to 250,000 less 50, 1 % less 1,300.
  const slices: MaintenanceTable = {
    ...{ unit: 'quote', by: 'slice' },
    steps: [
      { from: '0', rate: '0.004' },
      { from: '50000', rate: '0.005' },
      { from: '250000', rate: '0.01' },
    ],
  }
  // Bitget's of BTCUSDT: the rate of the step that is reached, on everything.
  const whole: MaintenanceTable = {
    ...{ unit: 'quote', by: 'whole' },
    steps: [
      { from: '0', rate: '0.004' },
      { from: '150000', rate: '0.005' },
      { from: '900000', rate: '0.01' },
    ],
  }

  it('by slices are what the exchange writes as notional × rate − amount', () => {
    const at = (usd: string) => maintenanceOf(slices, measured(usd)).toFixed()
    expect(at('0')).toBe('0')
    expect(at('50000')).toBe('200')
    expect(at('100000')).toBe(new Decimal('100000').times('0.005').minus(50).toFixed())
    expect(at('1000000')).toBe(new Decimal('1000000').times('0.01').minus(1300).toFixed())
  })

  it('of the whole jump where a step is passed', () => {
    expect(maintenanceOf(whole, measured('150000')).toFixed()).toBe('600')
    expect(maintenanceOf(whole, measured('150001')).toFixed()).toBe('750.005')
    expect(maintenanceOf(whole, measured('2000000')).toFixed()).toBe('20000')
  })

  it('in coins, of a contract on dollars, rise as its price falls', () => {
    // Binance's COIN-M BTCUSD: 0.4 % to 5 BTC, 0.5 % from there.
    const coins: MaintenanceTable = {
      ...{ unit: 'base', by: 'slice' },
      steps: [
        { from: '0', rate: '0.004' },
        { from: '5', rate: '0.005' },
      ],
    }
    const position = { notional: '-250000', mark: '50000', payoff: 'inverse' } as const
    const at = (factor: string) => {
      const found = measuredAt(position, new Decimal(factor))
      return found && maintenanceOf(coins, found).toFixed()
    }
    expect(at('1')).toBe('1000')
    // 10 BTC at half the price: 5 at 0.4 % and 5 at 0.5 %, of $25,000 each.
    expect(at('0.5')).toBe('1125')
    expect(at('2')).toBe('1000')
    expect(measuredAt({ ...position, mark: null }, new Decimal(1))).toBeNull()
  })

  it('leave out what no shock reaches, and say the same of all that one does', () => {
    const position = { notional: '1000', mark: '50000', payoff: 'linear' } as const
    const short = reachable(slices, position)
    expect(short.steps).toEqual(slices.steps.slice(0, 2))
    for (const factor of ['0.4', '1', '2', '60']) {
      const at = measuredAt(position, new Decimal(factor))
      expect(at && maintenanceOf(short, at)).toEqual(at && maintenanceOf(slices, at))
    }
    expect(reachable(slices, { ...position, notional: '-90000' })).toEqual(slices)
  })

  it('are used where they say what the exchange says of the position, fees aside', () => {
    const position = { notional: '100000', mark: '50000', payoff: 'linear' } as const
    expect(explains(slices, position, '450')).toBe(true)
    expect(explains(slices, position, '510')).toBe(true)
    // A share that is a percentage, or a table of another level.
    expect(explains(slices, position, '45000')).toBe(false)
    expect(explains(slices, position, '20')).toBe(false)
    // Nothing is told of the position itself: nothing speaks against it.
    expect(explains(slices, position, null)).toBe(true)
    expect(explains({ ...slices, steps: [] }, position, null)).toBe(false)
  })
})
