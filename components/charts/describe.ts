import { Decimal, type DecimalString } from '@/server/domain/decimal'
import { formatMoney, formatPercent } from '../format/number'
import { shortTime, type TimeStyle } from '../format/time'
import { type ChartData, type ChartSeries, gapsOf } from './chart-data'

interface Extreme {
  at: Date
  value: DecimalString
}

/** Lowest and highest value of a series, exactly; null without any. */
export function extremesOf(series: ChartSeries): { low: Extreme; high: Extreme } | null {
  let low: Extreme | null = null
  let high: Extreme | null = null
  for (const point of series.points) {
    if (point?.close == null) continue
    const bottom = point.low ?? point.close
    const top = point.high ?? point.close
    if (low === null || new Decimal(bottom).lt(low.value)) low = { at: point.at, value: bottom }
    if (high === null || new Decimal(top).gt(high.value)) high = { at: point.at, value: top }
  }
  return low && high ? { low, high } : null
}

/** A chart of equity in sentences: from where to where, how high and low, how deep it fell, what is missing. */
export function describeEquity(data: ChartData, maxDrawdown: DecimalString | null, style: TimeStyle): string {
  const money = (value: DecimalString) => formatMoney(value, { locale: style.locale, currency: 'USD' })
  const when = (at: Date) => shortTime(at, style)
  const sentences = data.series.map((series) => {
    const known = series.points.filter((point) => point !== null)
    const first = known[0]
    const last = known.at(-1)
    const extremes = extremesOf(series)
    if (!first?.close || !last?.close || !extremes) return `${series.label}: nothing known.`
    const { low, high } = extremes
    return [
      `${series.label}: ${money(first.open ?? first.close)} on ${when(first.at)}, ${money(last.close)} on ${when(last.at)};`,
      `highest ${money(high.value)} on ${when(high.at)}, lowest ${money(low.value)} on ${when(low.at)}.`,
    ].join(' ')
  })
  if (maxDrawdown !== null && data.series.length === 1) {
    sentences.push(`Deepest fall from a high before it: ${formatPercent(maxDrawdown, { locale: style.locale })}.`)
  }
  const gaps = Math.max(0, ...data.series.map(({ values }) => gapsOf(values)))
  if (gaps > 0)
    sentences.push(
      gaps === 1 ? 'There is one gap in which nothing was read.' : `There are ${gaps} gaps in which nothing was read.`,
    )
  return `Equity over time. ${sentences.join(' ')}`
}
