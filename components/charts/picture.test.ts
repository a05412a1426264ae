import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChartData } from './chart-data'
import { fewerOf, marksOf } from './local-ticks'
import { drawdownPane, mainPane, PANE_HEIGHT, roundValues, STEP_WIDTH } from './picture'

function dataOf(...values: (number | null)[][]): ChartData {
  return {
    times: (values[0] ?? []).map((_, step) => step * 3600),
    series: values.map((each, index) => ({ key: `${index}`, label: '', values: each, points: each.map(() => null) })),
    band: null,
    drawdown: null,
  }
}

/** Points of a path. */
const pointsOf = (path: string) => [...path.matchAll(/[ML](\S+) ([^MLZh]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }))

describe('the picture of a chart', () => {
  it('has the highest near its head, the lowest near its foot, and each step in its place', () => {
    const [layer] = mainPane(dataOf([100, 200, 150]), 'area', 5).layers
    expect(pointsOf(layer?.line ?? '')).toEqual([
      { x: STEP_WIDTH * 0.5, y: 940 },
      { x: STEP_WIDTH * 1.5, y: 80 },
      { x: STEP_WIDTH * 2.5, y: 510 },
    ])
    expect(layer?.fill).toMatch(/Z$/)
  })

  it('breaks where a number is not known, and shows one that stands alone', () => {
    const [layer] = mainPane(dataOf([1, 2, null, 3, null, 4, 5]), 'area', 5).layers
    expect(layer?.line.match(/M/g)).toHaveLength(2)
    expect(layer?.dots.match(/M/g)).toHaveLength(1)
    expect(layer?.dots).toContain(`M${STEP_WIDTH * 3.5} `)
  })

  it('draws what leads to a figure that was computed apart, and loses nothing of the line between', () => {
    const data = dataOf([1, 2, 3, 4, 5, 6])
    const [only] = data.series
    if (!only) throw new Error('One was made.')
    const computed = [false, false, true, true, false, false]
    const [layer] = mainPane({ ...data, series: [{ ...only, computed }] }, 'area', 5).layers
    const x = (step: number) => STEP_WIDTH * (step + 0.5)
    expect(pointsOf(layer?.computed ?? '').map((point) => point.x)).toEqual([1, 2, 3].map(x))
    expect(pointsOf(layer?.line ?? '').map((point) => point.x)).toEqual([0, 1, 3, 4, 5].map(x))
    expect(layer?.line.match(/M/g)).toHaveLength(2)
    expect(mainPane(data, 'area', 5).layers[0]?.computed).toBe('')
  })

  it('draws nothing of what has no number at all', () => {
    const { layers, ticks } = mainPane(dataOf([null, null]), 'area', 5)
    expect(layers).toEqual([{ line: '', computed: '', fill: '', dots: '' }])
    expect(ticks.length).toBeGreaterThan(0)
  })

  it('stacks from zero, each layer on those below', () => {
    const { layers } = mainPane(dataOf([10, 10], [30, 30]), 'stack', 5)
    const [lower, upper] = layers.map(({ line }) => pointsOf(line)[0]?.y ?? 0)
    const foot = PANE_HEIGHT * (1 - 0.06)
    expect(lower).toBe(Math.round(foot - (10 / 40) * (foot - 80)))
    expect(upper).toBe(80)
  })

  it('hangs what is owed below zero, and says what all of it comes to', () => {
    const data = dataOf([600, 600], [-560, -570])
    const { layers, total, topOf, ticks } = mainPane(data, 'stack', 5)
    const at = (value: number) => PANE_HEIGHT * (0.08 + ((600 - value) / (600 + 570)) * (1 - 0.08 - 0.06))
    expect(pointsOf(total).map(({ y }) => y)).toEqual([Math.round(at(40)), Math.round(at(30))])
    expect(pointsOf(layers[1]?.line ?? '')[1]?.y).toBe(Math.round(at(-570)))
    expect(topOf(1, 0)).toBeCloseTo(at(-560) / PANE_HEIGHT)
    expect(Math.min(...ticks.map(({ value }) => value))).toBeLessThan(0)
    expect(mainPane(dataOf([600, 600], [5, 5]), 'stack', 5).total).toBe('')
  })

  it('says where each line stands, so that what is pointed at can be marked', () => {
    const { topOf } = mainPane(dataOf([100, null, 200]), 'area', 5)
    expect(topOf(0, 0)).toBeCloseTo(0.94)
    expect([1, 2, 3].map((step) => topOf(0, step))).toEqual([null, 0.08, null])
    expect(mainPane(dataOf([10], [30]), 'stack', 5).topOf(1, 0)).toBe(0.08)
  })

  it('writes the deepest fall beside its pane, however small it is', () => {
    expect(drawdownPane([0, -0.0173, -0.004]).ticks.map(({ value }) => value)).toEqual([-0.0173, 0])
    expect(drawdownPane([0, -0.00004]).ticks.map(({ value }) => value)).toEqual([-0.00004, 0])
    expect(drawdownPane([0, null, 0]).ticks.map(({ value }) => value)).toEqual([0])
  })

  it('has falls hang from zero', () => {
    const { layers, ticks } = drawdownPane([0, -0.1, -0.05])
    const [first, deepest] = pointsOf(layers[0]?.line ?? '')
    expect(first?.y).toBe(220)
    expect(deepest?.y).toBe(880)
    expect(ticks.map(({ value }) => value)).toContain(0)
  })

  it('stays within its pane, whatever the numbers', () => {
    const value = fc.option(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { nil: null })
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 50 }), fc.constantFrom('area', 'lines', 'stack'), (values, mode) => {
        const { layers, ticks } = mainPane(dataOf(values), mode, 5)
        for (const { line, fill } of layers) {
          for (const { y } of pointsOf(line + fill)) {
            expect(y).toBeGreaterThanOrEqual(0)
            expect(y).toBeLessThanOrEqual(PANE_HEIGHT)
          }
        }
        expect(ticks.length).toBeLessThanOrEqual(5)
        for (const { at } of ticks) expect(at >= -0.001 && at <= 1.001).toBe(true)
      }),
      {
        seed: 16,
        numRuns: 1000,
        examples: [
          [[9e-323, null], 'stack'],
          [[1, 1 + 2e-16], 'lines'],
        ],
      },
    )
  })
})

describe('round values of an axis', () => {
  it.each([
    [0, 100, 5, [0, 25, 50, 75, 100]],
    [98_000, 103_000, 5, [98_000, 100_000, 102_000]],
    [-0.031, 0, 2, [-0.02, 0]],
    [0.1, 0.3, 5, [0.1, 0.15, 0.2, 0.25, 0.3]],
  ])('from %d to %d, at most %d', (low, high, most, expected) => {
    expect(roundValues(low, high, most)).toEqual(expected)
  })
})

describe('marks of time', () => {
  it('keep apart, and the weightiest stay', () => {
    const weights = [0, 30, 50, 30, 30, 60, 30, 30, 50, 0]
    const marks = marksOf(weights, 0.3)
    expect(marks).toEqual([
      { step: 2, weight: 50 },
      { step: 5, weight: 60 },
      { step: 8, weight: 50 },
    ])
  })

  it('are days as even as there is room for, and fewer of the same where there is less', () => {
    // Thirty days, the third the first of a month.
    const weights = Array.from({ length: 30 }, (_, day) => (day === 2 ? 60 : 50))
    const marks = marksOf(weights, 0.1)
    expect(marks.map(({ step }) => step)).toEqual([2, 5, 8, 11, 14, 17, 20, 23, 26])
    expect(fewerOf(marks, weights.length, 0.24).map(({ step }) => step)).toEqual([5, 14, 23])
  })
})
