import { describe, expect, it } from 'vitest'
import {
  equitySeries,
  gapSeconds,
  type KnownPoint,
  maxDrawdown,
  type RawPoint,
  shownResolution,
  sumSeries,
  withGaps,
} from './history'
import { DEFAULT_RETENTION, storedResolution } from './retention'

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes))
function point(minutes: number, close: string, more: Partial<RawPoint> = {}): RawPoint & KnownPoint {
  return {
    at: at(minutes),
    open: close,
    high: close,
    low: close,
    close,
    grossExposure: null,
    netExposure: null,
    accounts: 1,
    ...{ bound: 'exact', openAside: '0', closeAside: '0', came: '0', setAside: '0' },
    ...more,
  }
}

describe('widths', () => {
  it('are the finest that the chart can show', () => {
    expect(shownResolution(at(0), at(24 * 60), 400, 300)).toBe(300)
    expect(shownResolution(at(0), at(6 * 60), 400, 60)).toBe(60)
    expect(shownResolution(at(0), at(7 * 24 * 60), 400, 300)).toBe(3600)
    expect(shownResolution(at(0), at(365 * 24 * 60), 400, 300)).toBe(86_400)
    expect(shownResolution(at(0), at(9 * 365 * 24 * 60), 400, 300)).toBe(604_800)
  })

  it('are read from the coarsest points that make them up and reach back far enough', () => {
    const stored = (days: number, shown: number) =>
      storedResolution(DEFAULT_RETENTION.equityPointSeconds, new Date(at(0).getTime() - days * 86_400_000), at(0), shown)
    expect(stored(1, 300)).toBe(300)
    expect(stored(30, 14_400)).toBe(3600)
    expect(stored(90, 900)).toBe(3600)
    expect(stored(365, 86_400)).toBe(86_400)
    expect(stored(3650, 3600)).toBe(86_400)
    expect(stored(3650, 604_800)).toBe(86_400)
  })
})

describe('gaps', () => {
  it('are points without amounts, inside and at the end', () => {
    const points = [point(0, '1'), point(5, '2'), point(60, '3')]
    const shown = withGaps(points, 300, gapSeconds(300, 60), at(120))
    expect(shown.map(({ at: moment, close }) => [moment.getTime() / 60_000 - at(0).getTime() / 60_000, close])).toEqual([
      [0, '1'],
      [5, '2'],
      [10, null],
      [60, '3'],
      [65, null],
    ])
  })

  it('are not made by an interval longer than the width', () => {
    const points = [point(0, '1'), point(10, '2'), point(20, '3')]
    expect(withGaps(points, 300, gapSeconds(300, 600), at(25))).toHaveLength(3)
  })
})

describe('drawdown', () => {
  it('is the deepest fall from a high before it', () => {
    const points = [
      point(0, '100'),
      point(5, '110', { high: '120' }),
      point(10, '95', { low: '90' }),
      point(15, '130'),
      point(20, '125'),
    ]
    expect(maxDrawdown(points)).toEqual({ share: '0.25', from: at(5), to: at(10) })
  })

  it('is 0 while it only rises, and unknown with one point', () => {
    expect(maxDrawdown([point(0, '1'), point(5, '2')])?.share).toBe('0')
    expect(maxDrawdown([point(0, '1')])).toBeNull()
  })
})

describe('series', () => {
  const shown = { resolutionSeconds: 300, intervalSeconds: 60, to: at(10) }

  it('tell their change from the first open to the last close', () => {
    const series = equitySeries({ key: 'a', label: 'A', accounts: 1 }, [point(0, '100', { open: '80' }), point(5, '120')], shown)
    expect(series).toMatchObject({ change: '40', changeRatio: '0.5' })
  })

  it('are unknown, not 0, when there is nothing', () => {
    expect(equitySeries({ key: 'a', label: 'A', accounts: 1 }, [], shown)).toMatchObject({
      points: [],
      change: null,
      changeRatio: null,
      maxDrawdown: null,
    })
  })

  it('add up with the last close of those that are silent', () => {
    const sum = sumSeries([
      [point(0, '100'), point(10, '110', { high: '150' })],
      [point(5, '7'), point(10, '8')],
    ])
    expect(sum.map(({ at: moment, open, high, close, accounts }) => [moment.getMinutes(), open, high, close, accounts])).toEqual([
      [0, '100', '100', '100', 1],
      [5, '107', '107', '107', 2],
      [10, '118', '158', '118', 2],
    ])
  })
})
