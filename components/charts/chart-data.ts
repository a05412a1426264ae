import type { I18n } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import { known, sumKnown } from '@/server/domain/amounts'
import { joinBounds } from '@/server/domain/bound'
import { type Beginning, beginningOf, changeFrom } from '@/server/domain/comparable-change'
import type { DecimalString } from '@/server/domain/decimal'
import { lifted } from '@/server/domain/history'
import type { EquityHistoryView, EquityPoint } from '@/server/domain/views'

/** What a chart draws. Numbers are floats, since a pixel has no more digits; whatever is written comes from the decimals. */
export interface ChartData {
  /** Seconds since the epoch, evenly spaced: a stretch without numbers takes the room of its time. */
  times: number[]
  series: ChartSeries[]
  /** Of the only series: lowest and highest in each stretch, so that a spike is not smoothed away. */
  band: { low: (number | null)[]; high: (number | null)[] } | null
  /** Of the only series: fall from the highest so far, 0 or negative, as a share. */
  drawdown: (number | null)[] | null
}

export interface ChartSeries {
  key: string
  /** Steps whose figure was not read as it is drawn, but computed: something in it counts at its last known value. None, if absent. */
  computed?: readonly boolean[]
  label: string
  values: (number | null)[]
  /** Of equity: with what is set aside, so that they compare. */
  points: (EquityPoint | null)[]
  /** What its change is counted from: of equity as tables have it, of exposure its first figure. Absent, null: from nothing. */
  beginning?: Beginning | null
}

/** More steps than any screen has pixels would only cost time. */
const MOST_STEPS = 4000

/** Every step from the first point to the last, those without a point too. */
function gridOf(history: EquityHistoryView): number[] {
  const step = history.resolutionSeconds
  const known = new Set<number>()
  for (const { points } of history.series) for (const { at } of points) known.add(Math.floor(at.getTime() / 1000))
  const sorted = [...known].sort((a, b) => a - b)
  const times: number[] = []
  for (const time of sorted) {
    const last = times.at(-1)
    if (last !== undefined && (time - last) / step < MOST_STEPS) {
      for (let between = last + step; between < time - step / 2; between += step) times.push(between)
    }
    times.push(time)
  }
  return times
}

const toPixelNumber = (value: DecimalString | null | undefined) => (value == null ? null : Number(value))

export const METRICS = ['equity', 'gross', 'net'] as const
export type Metric = (typeof METRICS)[number]

/** The figure of a point that is drawn; null where it is not known. */
export function metricOf(point: EquityPoint, metric: Metric): DecimalString | null {
  if (metric === 'gross') return point.grossExposure
  return metric === 'net' ? point.netExposure : point.close
}

/** A history as a chart shows it. Of several series those that never have a number are left out. */
export function chartDataOf(history: EquityHistoryView, metric: Metric = 'equity'): ChartData {
  const times = gridOf(history)
  const index = new Map(times.map((time, at) => [time, at]))
  const series = history.series.flatMap(({ key, label, points }) => {
    const placed: (EquityPoint | null)[] = new Array(times.length).fill(null)
    for (const point of points) {
      const at = index.get(Math.floor(point.at.getTime() / 1000))
      // Equity is drawn of the same coins throughout.
      const drawn = metric === 'equity' ? lifted(point) : point
      if (at !== undefined && drawn !== null && metricOf(drawn, metric) !== null) placed[at] = drawn
    }
    if (history.series.length > 1 && placed.every((point) => point === null)) return []
    const values = placed.map((point) => (point === null ? null : toPixelNumber(metricOf(point, metric))))
    const computed = metric === 'equity' ? placed.map((point) => point !== null && isComputed(point)) : []
    const beginning = metric === 'equity' ? beginningOf(placed) : firstOf(placed, metric)
    return [{ key, label, points: placed, values, beginning, ...(computed.includes(true) ? { computed } : {}) }]
  })
  const only = series.length === 1 && metric === 'equity' ? series[0] : undefined
  return {
    times,
    series,
    band: only
      ? {
          low: only.points.map((point) => toPixelNumber(point?.low)),
          high: only.points.map((point) => toPixelNumber(point?.high)),
        }
      : null,
    drawdown: only ? drawdownOf(only.points) : null,
  }
}

/** The first figure that is known, of what has none at the beginning of a step. */
function firstOf(points: readonly (EquityPoint | null)[], metric: Metric): Beginning | null {
  const step = points.findIndex((point) => point !== null)
  const value = points[step] ? metricOf(points[step], metric) : null
  return value === null ? null : { step, value }
}

/** What had no price then, or was not read, is in it at its last known value (or its first, where it had none before). */
export function isComputed({ closeAside }: Pick<EquityPoint, 'closeAside'>): boolean {
  return closeAside !== '0'
}

/** Within one stretch the order of high and low is not known: its low counts against earlier highs, its close against its own. */
function drawdownOf(points: readonly (EquityPoint | null)[]): (number | null)[] {
  let peak = 0
  return points.map((point) => {
    if (point?.close == null) return null
    const low = peak > 0 ? Number(point.low ?? point.close) / peak - 1 : 0
    peak = Math.max(peak, Number(point.high ?? point.close))
    const close = peak > 0 ? Number(point.close) / peak - 1 : 0
    return Math.min(0, low, close)
  })
}

/** The series of a stack, the largest at the bottom; beyond `most` the smaller ones become one, of the figure that is drawn. */
export function stackOf(data: ChartData, most: number, i18n: I18n, metric: Metric = 'equity'): ChartData {
  const last = (values: readonly (number | null)[]) => values.findLast((value) => value !== null) ?? 0
  const sorted = [...data.series].sort((a, b) => last(b.values) - last(a.values))
  if (sorted.length <= most) return { ...data, series: sorted }
  const kept = sorted.slice(0, most - 1)
  const rest = sorted.slice(most - 1)
  const points = data.times.map((_, at) => sumPoints(rest.flatMap((series) => series.points[at] ?? [])))
  const others: ChartSeries = {
    key: 'others',
    label: i18n._(msg`${plural(rest.length, { one: '# other', other: '# others' })}`),
    points,
    values: points.map((point) => (point === null ? null : toPixelNumber(metricOf(point, metric)))),
  }
  return { ...data, series: [...kept, others] }
}

function sumPoints(points: readonly EquityPoint[]): EquityPoint | null {
  const [first] = points
  if (!first) return null
  const sum = (figure: 'close' | 'grossExposure' | 'netExposure') =>
    sumKnown(points.map((point) => known(point[figure])))?.toFixed() ?? null
  const exposure = { grossExposure: sum('grossExposure'), netExposure: sum('netExposure') }
  const none = { open: null, high: null, low: null, openAside: '0', closeAside: '0', setAside: '0' }
  const bound = joinBounds(points.map((point) => point.bound))
  return { ...none, ...exposure, at: first.at, close: sum('close'), accounts: points.length, bound }
}

/** Each series by its values since its beginning; none where there is no beginning. */
const sinceBeginning = (data: ChartData, of: (value: number, beginning: number) => number | null): ChartData => ({
  ...data,
  ...{ band: null, drawdown: null },
  series: data.series.map((each) => ({
    ...each,
    values: each.values.map((value, step) => {
      const { beginning } = each
      return value === null || !beginning || step < beginning.step ? null : of(value, Number(beginning.value))
    }),
  })),
})

/** Each series as a share of change since its beginning, so that accounts of any size can be laid side by side. */
export function relativeOf(data: ChartData): ChartData {
  return sinceBeginning(data, (value, beginning) => (beginning > 0 ? value / beginning - 1 : null))
}

/** Each series as what it has changed by since its beginning: how each moved, whatever its size. */
export function changeOf(data: ChartData): ChartData {
  return sinceBeginning(data, (value, beginning) => value - beginning)
}

/** What a series has changed by since its beginning, exactly; null where it has none at that step. */
export function changeAt(
  { points, beginning }: Pick<ChartSeries, 'points' | 'beginning'>,
  step: number,
  metric: Metric,
): DecimalString | null {
  const now = points[step]
  if (!now || !beginning || step < beginning.step) return null
  return changeFrom(beginning, metricOf(now, metric)).change
}

export interface Join {
  step: number
  /** How many accounts more than ever before in what is drawn. */
  accounts: number
}

/** Where accounts came in: a curve that rises there has won nothing. Of one series; the first point is where it begins. */
export function joinsOf({ points }: Pick<ChartSeries, 'points'>): Join[] {
  let most: number | null = null
  return points.flatMap((point, step): Join[] => {
    if (point === null) return []
    const before = most
    most = Math.max(most ?? 0, point.accounts)
    return before !== null && point.accounts > before ? [{ step, accounts: point.accounts - before }] : []
  })
}

/** Stretches without numbers between the first number and the last. */
export function gapsOf(values: readonly (number | null)[]): number {
  let gaps = 0
  let seen = false
  let inGap = false
  for (const value of values) {
    if (value !== null) {
      if (seen && inGap) gaps += 1
      seen = true
      inGap = false
    } else inGap = true
  }
  return gaps
}
