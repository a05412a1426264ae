'use client'
import { Percent } from '../format/amount'
import { useDisplay } from '../format/display'
import { Money } from '../format/money'
import { exactTime } from '../format/time'
import { useZone } from '../format/use-zone'
import { cn } from '../ui/cn'
import { type ChartData, type Metric, metricOf } from './chart-data'
import { hueOfSeries } from './time-chart'

interface ChartLegendProps {
  data: ChartData
  metric?: Metric
  /** Step under the pointer; null: the newest. */
  index: number | null
  /** Values are shares. */
  percent?: boolean
  className?: string
}

/** What the pointer is on, or the newest; it keeps its height, so that nothing below moves. */
export function ChartLegend({ data, metric = 'equity', index, percent = false, className }: ChartLegendProps) {
  const display = useDisplay()
  const zone = useZone()
  const at = index ?? data.times.length - 1
  const time = data.times[at]
  const drawdown = data.drawdown?.[at]
  const several = data.series.length > 1
  return (
    <div className={cn('flex h-8 flex-wrap items-center gap-x-3 overflow-hidden text-xs leading-8', className)} aria-hidden>
      {/* Its room is kept until the zone is known in which it is read. */}
      <span
        key={zone}
        className={cn('figures shrink-0 text-muted-foreground', zone === null && 'invisible')}
        suppressHydrationWarning
      >
        {time === undefined ? '' : exactTime(new Date(time * 1000), display)}
      </span>
      {data.series.map((series, layer) => {
        const point = series.points[at]
        const value = point ? metricOf(point, metric) : null
        const share = series.values[at]
        return (
          <span key={series.key} className="inline-flex shrink-0 items-center gap-1.5">
            {several ? (
              <>
                <span className="size-2 rounded-sm" style={{ background: hueOfSeries(layer) }} />
                <span className="text-muted-foreground">{series.label}</span>
              </>
            ) : null}
            <span className="font-medium">
              {percent ? (
                <Percent value={share == null ? null : share.toFixed(6)} sign="always" live={false} />
              ) : (
                <Money value={value} live={false} compact={several ? 'always' : 'phone'} />
              )}
            </span>
          </span>
        )
      })}
      {several || drawdown == null ? null : (
        <span className="shrink-0 text-muted-foreground">
          Drawdown <Percent value={drawdown.toFixed(6)} live={false} />
        </span>
      )}
    </div>
  )
}
