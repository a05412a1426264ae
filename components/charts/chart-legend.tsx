'use client'
import { Trans } from '@lingui/react/macro'
import { known, sumKnown } from '@/server/domain/amounts'
import type { DecimalString } from '@/server/domain/decimal'
import { Percent } from '../format/amount'
import { Money } from '../format/money'
import { cn } from '../ui/cn'
import { type ChartData, type ChartSeries, changeAt, type Metric, metricOf } from './chart-data'
import { SeriesSwatch } from './series-swatch'

/**
 * What a series is drawn as: its figure, as a part of all of them together or (`beside`) by itself, what that has changed by
 * since its beginning, or that change as a share.
 */
export type Drawn = 'value' | 'beside' | 'change' | 'share'

interface SeriesValueProps {
  series: ChartSeries
  step: number
  metric: Metric
  drawn: Drawn
}

/** The figure of a series at a step, with all digits: two moments of an account differ in the last ones. */
export function SeriesValue({ series, step, metric, drawn }: SeriesValueProps) {
  const point = series.points[step]
  const share = series.values[step]
  if (drawn === 'share') return <Percent value={share == null ? null : share.toFixed(6)} sign="always" live={false} />
  if (drawn === 'change') return <Money value={changeAt(series, step, metric)} sign="always" tone="signed" live={false} />
  return <Money value={point ? metricOf(point, metric) : null} live={false} />
}

/** What all series come to at a step; null where none is known. */
export function sumAt(data: ChartData, step: number, metric: Metric): DecimalString | null {
  return sumKnown(data.series.map(({ points }) => known(points[step] ? metricOf(points[step], metric) : null)))?.toFixed() ?? null
}

interface ChartLegendProps {
  data: ChartData
  metric?: Metric
  drawn?: Drawn
  className?: string
}

/** Every series with its newest figure, none hidden; what the pointer is on stands beside the pointer. */
export function ChartLegend({ data, metric = 'equity', drawn = 'value', className }: ChartLegendProps) {
  const newest = data.times.length - 1
  return (
    <ul aria-hidden className={cn('grid gap-x-5 text-xs min-[480px]:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))]', className)}>
      {data.series.map((series, layer) => (
        <li key={series.key} className="flex h-6 min-w-0 items-center gap-1.5">
          <SeriesSwatch index={layer} />
          <span className="min-w-0 flex-1 truncate text-muted-foreground">{series.label}</span>
          <span className="shrink-0 font-medium">
            <SeriesValue series={series} step={newest} metric={metric} drawn={drawn} />
          </span>
        </li>
      ))}
      {drawn === 'value' ? (
        <li className="flex h-6 min-w-0 items-center gap-1.5">
          <span className="w-2 shrink-0 border-foreground border-t-2" />
          <span className="min-w-0 flex-1 truncate text-muted-foreground">
            <Trans>Together</Trans>
          </span>
          <span className="shrink-0 font-medium">
            <Money value={sumAt(data, newest, metric)} live={false} />
          </span>
        </li>
      ) : null}
    </ul>
  )
}
