import type { I18n, MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
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

const NAMES: Record<Metric, MessageDescriptor> = {
  equity: msg`Equity over time.`,
  gross: msg`Gross exposure over time.`,
  net: msg`Net exposure over time.`,
}

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
  i18n: I18n,
): string {
  const name = i18n._(NAMES[metric])
  if (zone === null) return name
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
    const { label } = series
    if (!first || !last || !extremes) return i18n._(msg`${label}: nothing known.`)
    const [begin, end] = [money(first.value), money(last.value)]
    const [from, to] = [when(first.at), when(last.at)]
    const [highest, lowest] = [money(extremes.high.value), money(extremes.low.value)]
    const [highAt, lowAt] = [when(extremes.high.at), when(extremes.low.at)]
    return i18n._(
      msg`${label}: ${begin} on ${from}, ${end} on ${to}; highest ${highest} on ${highAt}, lowest ${lowest} on ${lowAt}.`,
    )
  })
  if (metric === 'equity' && maxDrawdown !== null && data.series.length === 1) {
    const fall = formatPercent(maxDrawdown, { locale: style.locale })
    sentences.push(i18n._(msg`Deepest fall from a high before it: ${fall}.`))
  }
  const gaps = Math.max(0, ...data.series.map(({ values }) => gapsOf(values)))
  if (gaps > 0) {
    sentences.push(
      i18n._(
        msg`${plural(gaps, { one: 'There is one gap in which nothing was read.', other: 'There are # gaps in which nothing was read.' })}`,
      ),
    )
  }
  return `${name} ${sentences.join(' ')}`
}
