import { describe, expect, it } from 'vitest'
import type { EquityPoint } from '@/server/domain/views'
import { comparableChange } from './comparable-change'

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour))

function point(hour: number, close: string | null, accounts: number): EquityPoint {
  return { at: at(hour), open: close, high: close, low: close, close, grossExposure: null, netExposure: null, accounts }
}

describe('comparableChange', () => {
  it("is the series' own while the accounts are the same", () => {
    const points = [point(0, '100', 2), point(1, null, 0), point(2, '110', 2)]
    expect(comparableChange({ points, change: '10', changeRatio: '0.1' })).toEqual({
      change: '10',
      changeRatio: '0.1',
      since: null,
    })
    expect(comparableChange({ points: [], change: null, changeRatio: null })).toEqual({
      change: null,
      changeRatio: null,
      since: null,
    })
  })

  it('does not take an account that came in for a gain', () => {
    const points = [point(0, '100', 1), point(1, '1000', 2), point(2, '900', 2)]
    expect(comparableChange({ points, change: '800', changeRatio: '8' })).toEqual({
      change: '-100',
      changeRatio: '-0.1',
      since: at(1),
    })
  })

  it('compares over a time in which an account was missing', () => {
    const points = [point(0, '1000', 2), point(1, '100', 1), point(2, '1100', 2)]
    expect(comparableChange({ points, change: '100', changeRatio: '0.1' })).toMatchObject({ change: '100', since: null })
  })
})
