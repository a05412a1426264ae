import { describe, expect, it } from 'vitest'
import { comparableChange } from '@/server/domain/comparable-change'
import type { EquityHistoryView, EquityPoint, EquitySeries } from '@/server/domain/views'
import { wordsIn } from '../language/words-in'
import { changeAt, changeOf, chartDataOf, gapsOf, joinsOf, relativeOf, stackOf } from './chart-data'

const english = wordsIn('en', {})
const START = Date.parse('2026-01-01T00:00:00Z')

/** Closes an hour apart; null begins a gap, undefined is a stretch without a point. */
function series(key: string, closes: (number | null | undefined)[]): EquitySeries {
  const points = closes.flatMap((close, index): EquityPoint[] => {
    if (close === undefined) return []
    const value = close === null ? null : String(close)
    const at = new Date(START + index * 3_600_000)
    const exact = { bound: 'exact', openAside: '0', closeAside: '0', setAside: '0' } as const
    const exposure = { grossExposure: null, netExposure: null }
    return [{ at, open: value, high: value, low: value, close: value, ...exposure, accounts: 1, ...exact }]
  })
  const unknown = { change: null, changeRatio: null, maxDrawdown: null, maxDrawdownFrom: null, maxDrawdownTo: null }
  return { key, label: key, accounts: 1, points, ...unknown, bound: 'exact', setAside: null }
}

function history(...all: EquitySeries[]): EquityHistoryView {
  return { from: new Date(START), to: new Date(START + 86_400_000), resolutionSeconds: 3600, series: all, leftOut: [] }
}

describe('chartDataOf', () => {
  it('gives a gap the room of its time', () => {
    const data = chartDataOf(history(series('total', [100, 110, null, undefined, undefined, 90])))
    expect(data.times).toHaveLength(6)
    expect(data.series[0]?.values).toEqual([100, 110, null, null, null, 90])
    expect(gapsOf(data.series[0]?.values ?? [])).toBe(1)
  })

  it('measures the drawdown from the highest so far, gaps or not', () => {
    const data = chartDataOf(history(series('total', [100, 200, null, 150, 220, 110])))
    expect(data.drawdown).toEqual([0, 0, null, -0.25, 0, -0.5])
  })

  it('keeps the low of a stretch', () => {
    const spiked = series('total', [100, 100])
    const point = spiked.points[1]
    if (point) point.low = '40'
    const data = chartDataOf(history(spiked))
    expect(data.band?.low).toEqual([100, 40])
    expect(data.drawdown).toEqual([0, -0.6])
  })

  it('does not take a stretch that rises for a fall', () => {
    const rising = series('total', [100, 200])
    const point = rising.points[1]
    if (point) Object.assign(point, { open: '100', low: '100' })
    expect(chartDataOf(history(rising)).drawdown).toEqual([0, 0])
  })

  it('puts several series on one axis and leaves out those without a number', () => {
    const data = chartDataOf(history(series('a', [1, 2]), series('b', [undefined, 5, 6]), series('c', [null])))
    expect(data.series.map(({ key, values }) => [key, values])).toEqual([
      ['a', [1, 2, null]],
      ['b', [null, 5, 6]],
    ])
    expect(data.band).toBeNull()
  })

  it('draws exposure where it is known, without band and drawdown', () => {
    const exposed = series('total', [100, 200])
    const point = exposed.points[1]
    if (point) point.grossExposure = '500'
    const data = chartDataOf(history(exposed), 'gross')
    expect(data.series[0]?.values).toEqual([null, 500])
    expect(data.drawdown).toBeNull()
  })

  it('has nothing to draw without points', () => {
    expect(chartDataOf(history(series('total', []))).times).toEqual([])
  })
})

describe('relativeOf', () => {
  it('starts each series at nothing, from its own first number', () => {
    const data = relativeOf(chartDataOf(history(series('a', [100, 150]), series('b', [undefined, 10, 5]))))
    expect(data.series.map(({ values }) => values)).toEqual([
      [0, 0.5, null],
      [null, 0, -0.5],
    ])
  })
})

describe('changeOf', () => {
  it('starts each series at nothing, and tells the change to the last digit', () => {
    const data = changeOf(chartDataOf(history(series('a', [100.1, 100.3]), series('b', [undefined, -10, -30]))))
    expect(data.series.map(({ values }) => values.map((value) => value && Math.round(value * 100) / 100))).toEqual([
      [0, 0.2, null],
      [null, 0, -20],
    ])
    const [a, b] = data.series
    expect(a && changeAt(a, 1, 'equity')).toBe('0.2')
    expect(b && changeAt(b, 2, 'equity')).toBe('-20')
    expect(b && changeAt(b, 0, 'equity')).toBeNull()
  })

  it('counts as the table below does: from the beginning of the first step, among as many accounts as there are', () => {
    const within = (of: EquitySeries, accounts: number[]): EquitySeries => {
      const points = of.points.map((each, i) => ({ ...each, open: String(Number(each.close) - 7), accounts: accounts[i] ?? 1 }))
      const [first, last] = [points[0], points.at(-1)]
      const change = Number(last?.close) - Number(first?.open)
      return { ...of, points, change: String(change), changeRatio: (change / Number(first?.open)).toFixed(6).replace(/0+$/, '') }
    }
    const alone = within(series('a', [1000, 990, 572]), [1, 1, 1])
    const joined = within(series('b', [1000, 2000, 1900]), [1, 2, 2])
    const all = history(alone, joined)
    const data = changeOf(chartDataOf(all))
    const [a, b] = data.series
    const told = [alone, joined].map((each) => comparableChange(each, all))
    expect(told.map(({ change }) => change)).toEqual(['-421', '-100'])
    expect([a, b].map((each) => each && changeAt(each, 2, 'equity'))).toEqual(told.map(({ change }) => change))
    expect(data.series.map(({ values }) => values)).toEqual([
      [7, -3, -421],
      [null, 0, -100],
    ])
    const shares = relativeOf(chartDataOf(all)).series.map(({ values }) => values[2]?.toFixed(6))
    expect(shares.map(Number)).toEqual(told.map(({ changeRatio }) => Number(changeRatio)))
  })

  it('counts exposure, which has no figure at the beginning of a step, from its first', () => {
    const of = series('a', [100, 100])
    const exposed = { ...of, points: of.points.map((each, i) => ({ ...each, open: '1', grossExposure: String(50 + i) })) }
    const [drawn] = changeOf(chartDataOf(history(exposed), 'gross')).series
    expect([drawn?.values, drawn && changeAt(drawn, 1, 'gross')]).toEqual([[0, 1], '1'])
  })
})

describe('joinsOf', () => {
  it('marks where accounts come in, not where one that was away is back', () => {
    const of = series('total', [100, 200, 100, 200, null, 300])
    for (const [index, accounts] of [1, 2, 1, 2, 2, 4].entries()) {
      const point = of.points[index]
      if (point) point.accounts = accounts
    }
    const [drawn] = chartDataOf(history(of)).series
    expect(drawn && joinsOf(drawn)).toEqual([
      { step: 1, accounts: 1 },
      { step: 5, accounts: 2 },
    ])
  })
})

describe('stackOf', () => {
  it('sums the smallest beyond the limit, exactly', () => {
    const data = chartDataOf(history(series('a', [0.1]), series('b', [0.2]), series('c', [5])))
    const stacked = stackOf(data, 2, english)
    expect(stacked.series.map(({ label }) => label)).toEqual(['c', '2 others'])
    expect(stacked.series[1]?.points[0]?.close).toBe('0.3')
  })

  it('sums the figure that is drawn, not equity under the name of exposure', () => {
    const exposed = (key: string, gross: string | null) => {
      const of = series(key, [1])
      return { ...of, points: of.points.map((point) => ({ ...point, grossExposure: gross })) }
    }
    const data = chartDataOf(history(exposed('a', '7'), exposed('b', '3.5'), exposed('c', '50')), 'gross')
    const others = stackOf(data, 2, english, 'gross').series[1]
    expect(others?.values).toEqual([10.5])
    expect(others?.points[0]?.grossExposure).toBe('10.5')
  })
})

describe('gapsOf', () => {
  it('counts gaps between numbers only', () => {
    expect(gapsOf([null, 1, null, null, 2, null, 3, null])).toBe(2)
    expect(gapsOf([])).toBe(0)
  })
})
