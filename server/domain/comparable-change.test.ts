import { describe, expect, it } from 'vitest'
import { comparableChange, lateBeginning } from './comparable-change'
import type { EquityPoint } from './views'

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))

const stretch = { from: at(0), to: at(3), resolutionSeconds: 3600 }

function point(hour: number, close: string | null, accounts: number): EquityPoint {
  const exact = { bound: 'exact', openAside: '0', closeAside: '0', setAside: '0' } as const
  return { at: at(hour), open: close, high: close, low: close, close, grossExposure: null, netExposure: null, accounts, ...exact }
}

describe('comparableChange', () => {
  it("is the series' own while the accounts are the same", () => {
    const points = [point(0, '100', 2), point(1, null, 0), point(2, '110', 2)]
    expect(comparableChange({ points, change: '10', changeRatio: '0.1' }, stretch)).toEqual({
      change: '10',
      changeRatio: '0.1',
      since: null,
      because: null,
    })
    expect(comparableChange({ points: [], change: null, changeRatio: null }, stretch)).toEqual({
      change: null,
      changeRatio: null,
      since: null,
      because: null,
    })
  })

  it('does not take an account that came in for a gain', () => {
    const points = [point(0, '100', 1), point(1, '1000', 2), point(2, '900', 2)]
    expect(comparableChange({ points, change: '800', changeRatio: '8' }, stretch)).toEqual({
      change: '-100',
      changeRatio: '-0.1',
      since: at(1),
      because: 'accounts',
    })
  })

  it('compares over a time in which an account was missing', () => {
    const points = [point(0, '1000', 2), point(1, '100', 1), point(2, '1100', 2)]
    expect(comparableChange({ points, change: '100', changeRatio: '0.1' }, stretch)).toMatchObject({ change: '100', since: null })
  })

  it('says since when, where history does not reach back over the stretch', () => {
    const points = [point(20, '100', 2), point(23, '110', 2)]
    const day = { from: at(0), to: at(24), resolutionSeconds: 3600 }
    expect(comparableChange({ points, change: '10', changeRatio: '0.1' }, day)).toEqual({
      change: '10',
      changeRatio: '0.1',
      since: at(20),
      because: 'history',
    })
  })
})

describe('lateBeginning', () => {
  const day = { from: at(0), to: at(24), resolutionSeconds: 3600 }

  it('is the first point that was read, if that is later than a twelfth of the stretch', () => {
    expect(lateBeginning({ points: [point(0, null, 0), point(3, '1', 1)] }, day)).toEqual(at(3))
    expect(lateBeginning({ points: [point(2, '1', 1)] }, day)).toBeNull()
    expect(lateBeginning({ points: [] }, day)).toBeNull()
  })

  it('allows for the width of a point', () => {
    const wide = { from: at(0), to: at(24), resolutionSeconds: 4 * 3600 }
    expect(lateBeginning({ points: [point(4, '1', 1)] }, wide)).toBeNull()
    expect(lateBeginning({ points: [point(5, '1', 1)] }, wide)).toEqual(at(5))
  })
})
