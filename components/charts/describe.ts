import { Decimal, type DecimalString } from '@/server/domain/decimal'
import { formatMoney, formatPercent } from '@/server/domain/number-format'
import { type Display, inDisplayCurrency } from '../format/display'
import { shortTime } from '../format/time'
import { type ChartData, type ChartSeries, gapsOf, type Metric, metricOf } from './chart-data'

interface Extreme {
  at: Date
  value: DecimalString
}

/** Lowest and highest value of a series, exactly, spikes within a stretch included; null without any. */
export function extremesOf(
  series: Pick<ChartSeries, 'points'>,
  metric: Metric = 'equity',
): { low: Extreme; high: Extreme } | null {
  let low: Extreme | null = null
  let high: Extreme | null = null
  for (const point of series.points) {
    const value = point === null ? null : metricOf(point, metric)
    if (point === null || value === null) continue
    const bottom = metric === 'equity' ? (point.low ?? value) : value
    const top = metric === 'equity' ? (point.high ?? value) : value
    if (low === null || new Decimal(bottom).lt(low.value)) low = { at: point.at, value: bottom }
    if (high === null || new Decimal(top).gt(high.value)) high = { at: point.at, value: top }
  }
  return low && high ? { low, high } : null
}

const NAMES: Record<Metric, string> = { equity: 'Equity', gross: 'Gross exposure', net: 'Net exposure' }

/**
 * A chart in sentences: from where to where, how high and low, how deep equity fell, what is missing.
 * @param zone null while it is not known in which times are read: then only what the chart is
 */
export function describeChart(
  data: ChartData,
  metric: Metric,
  maxDrawdown: DecimalString | null,
  style: Display,
  zone: string | null,
): string {
  if (zone === null) return `${NAMES[metric]} over time.`
  const money = (usd: DecimalString) => {
    const { value, currency } = inDisplayCurrency(usd, style)
    return formatMoney(value, { locale: style.locale, currency })
  }
  const when = (at: Date) => shortTime(at, style)
  const sentences = data.series.map((series) => {
    const known = series.points.flatMap((point) => {
      const value = point === null ? null : metricOf(point, metric)
      return point === null || value === null ? [] : [{ at: point.at, value }]
    })
    const [first] = known
    const last = known.at(-1)
    const extremes = extremesOf(series, metric)
    if (!first || !last || !extremes) return `${series.label}: nothing known.`
    const { low, high } = extremes
    return [
      `${series.label}: ${money(first.value)} on ${when(first.at)}, ${money(last.value)} on ${when(last.at)};`,
      `highest ${money(high.value)} on ${when(high.at)}, lowest ${money(low.value)} on ${when(low.at)}.`,
    ].join(' ')
  })
  if (metric === 'equity' && maxDrawdown !== null && data.series.length === 1) {
    sentences.push(`Deepest fall from a high before it: ${formatPercent(maxDrawdown, { locale: style.locale })}.`)
  }
  const gaps = Math.max(0, ...data.series.map(({ values }) => gapsOf(values)))
  if (gaps > 0) {
    sentences.push(
      gaps === 1 ? 'There is one gap in which nothing was read.' : `There are ${gaps} gaps in which nothing was read.`,
    )
  }
  return `${NAMES[metric]} over time. ${sentences.join(' ')}`
}
