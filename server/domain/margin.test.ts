import { describe, expect, it } from 'vitest'
import { Decimal } from './decimal'
import { distanceToLiquidation, nearestLiquidation } from './liquidation'
import { health, marginRatio } from './margin'
import { ageSeconds, isStale } from './staleness'

const d = (value: string) => new Decimal(value)

describe('margin ratio', () => {
  it('is maintenance margin by margin balance; 1 is liquidation', () => {
    expect(marginRatio(d('17.08121552'), d('298.90609459'))).toBe('0.057146')
    expect(marginRatio(d('100'), d('100'))).toBe('1')
  })

  it('is 1 when the balance is used up, and unknown when a part is', () => {
    expect(marginRatio(d('1'), d('-5'))).toBe('1')
    expect(marginRatio(d('0'), d('0'))).toBeNull()
    expect(marginRatio(null, d('1'))).toBeNull()
    expect(marginRatio(d('1'), null)).toBeNull()
  })
})

describe('health', () => {
  const position = (marginMode: 'isolated' | 'cross' | null, liquidationPrice: string | null) => ({
    ...{ symbol: 'X', assetType: 'position' as const, size: '1', markPrice: '100' },
    ...{ marginMode, liquidationPrice },
  })

  it('is that of the worst wallet, from 0 to 100', () => {
    expect(health([{ marginRatio: '0.1' }, { marginRatio: '0.256' }, { marginRatio: null }], [])).toBe(74)
    expect(health([{ marginRatio: '1.4' }], [])).toBe(0)
    expect(health([{ marginRatio: '0' }], [])).toBe(100)
  })

  it('is that of a position that is nearer to its liquidation', () => {
    expect(health([{ marginRatio: '0' }], [position('isolated', '91.1')])).toBe(30)
    expect(health([{ marginRatio: null }], [position('isolated', '85')])).toBe(50)
    expect(health([{ marginRatio: '0.9' }], [position('isolated', '85')])).toBe(10)
    expect(health([], [position('isolated', '40')])).toBe(100)
    expect(health([], [position('isolated', '101')])).toBe(0)
  })

  it('is never high beside a position that is near its liquidation, whatever margins it', () => {
    expect(health([{ marginRatio: '0.004' }], [position('cross', '91.1')])).toBe(30)
    expect(health([{ marginRatio: '0.1' }], [position(null, '99')])).toBe(3)
    expect(health([{ marginRatio: '0.8' }], [position('cross', '91.1')])).toBe(20)
  })

  it('is unknown where nothing is known', () => {
    expect(health([{ marginRatio: null }], [position('isolated', null)])).toBeNull()
  })
})

describe('distance to liquidation', () => {
  const at = (size: string, markPrice: string | null, liquidationPrice: string | null) =>
    distanceToLiquidation({ symbol: 'X', size, markPrice, liquidationPrice })

  it('is how far the price may move against the position', () => {
    expect(at('1', '100', '75')).toBe('0.25')
    expect(at('-1', '100', '130')).toBe('0.3')
    expect(at('1', '100', '101')).toBe('-0.01')
  })

  it('is unknown without prices, and where the price lies on the gaining side', () => {
    expect([at('1', null, '75'), at('1', '100', null), at('1', '100', '0'), at('1', '100', '150'), at('-1', '100', '5')]).toEqual(
      [null, null, null, null, null],
    )
  })

  it('finds the position that is nearest', () => {
    const position = (symbol: string, liquidationPrice: string | null) => ({
      symbol,
      assetType: 'position' as const,
      size: '1',
      markPrice: '100',
      liquidationPrice,
    })
    expect(nearestLiquidation([position('A', '50'), position('B', '90'), position('C', null)])).toEqual({
      symbol: 'B',
      distance: '0.1',
    })
    expect(nearestLiquidation([position('C', null)])).toBeNull()
  })
})

describe('staleness', () => {
  const now = new Date('2026-01-01T00:10:00Z')
  const old = (seconds: number, failed = false) =>
    isStale({ asOf: new Date(now.getTime() - seconds * 1000), intervalSeconds: 60, failed }, now)

  it('begins after three intervals, or with a failure', () => {
    expect([old(180), old(181), old(5, true)]).toEqual([false, true, true])
  })

  it('has ages in whole seconds, never negative', () => {
    expect(ageSeconds(new Date(now.getTime() - 1999), now)).toBe(1)
    expect(ageSeconds(new Date(now.getTime() + 5000), now)).toBe(0)
    const ahead = (seconds: number) => ({ asOf: new Date(now.getTime() + seconds * 1000), intervalSeconds: 60, failed: false })
    expect([isStale(ahead(10), now), isStale(ahead(30), now)]).toEqual([false, true])
  })
})
