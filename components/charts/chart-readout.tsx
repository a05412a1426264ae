'use client'
import { Plural, Trans } from '@lingui/react/macro'
import { Percent } from '../format/amount'
import { useDisplay } from '../format/display'
import { Money } from '../format/money'
import { exactTime } from '../format/time'
import { cn } from '../ui/cn'
import { floatingClass } from '../ui/floating'
import type { ChartData, Metric } from './chart-data'
import { type Drawn, SeriesValue, sumAt } from './chart-legend'
import { SeriesSwatch } from './series-swatch'

export interface ChartReadoutProps {
  data: ChartData
  step: number
  metric: Metric
  drawn: Drawn
  open?: boolean
}

/** What the chart says where the pointer or the finger is: when, and every series with all its digits. */
export function ChartReadout({ data, step, metric, drawn }: ChartReadoutProps) {
  const display = useDisplay()
  const time = data.times[step]
  const drawdown = data.drawdown?.[step]
  const several = data.series.length > 1
  const left = (step + 0.5) / data.times.length < 0.5
  const accounts = several ? undefined : data.series[0]?.points[step]?.accounts
  const place = `${((step + 0.5) / data.times.length) * 100}%`
  return (
    <div
      className={cn(
        floatingClass,
        'pointer-events-none absolute top-1 z-10 w-max max-w-[60%] px-2.5 py-1.5 text-foreground text-xs',
      )}
      // Beside the pointer, on the side where there is room.
      style={left ? { left: `calc(${place} + 12px)` } : { right: `calc(100% - ${place} + 12px)` }}
    >
      <p className="figures text-muted-foreground">{time === undefined ? '' : exactTime(new Date(time * 1000), display)}</p>
      {data.series.map((series, layer) => (
        <p key={series.key} className="flex min-w-0 items-center gap-1.5">
          {several ? (
            <>
              <SeriesSwatch index={layer} />
              <span className="min-w-0 flex-1 truncate text-muted-foreground">{series.label}</span>
            </>
          ) : null}
          <span className="shrink-0 font-medium">
            <SeriesValue series={series} step={step} metric={metric} drawn={drawn} />
          </span>
          {series.computed?.[step] ? (
            <span className="shrink-0 text-muted-foreground">
              <Trans>computed</Trans>
            </span>
          ) : null}
        </p>
      ))}
      {several && drawn === 'value' ? (
        <p className="mt-0.5 flex items-center justify-between gap-3 border-t pt-0.5">
          <span className="text-muted-foreground">
            <Trans>Together</Trans>
          </span>
          <span className="font-medium">
            <Money value={sumAt(data, step, metric)} live={false} />
          </span>
        </p>
      ) : null}
      {several || drawdown == null ? null : (
        <p className="text-muted-foreground">
          <Trans>
            Drawdown <Percent value={drawdown.toFixed(6)} live={false} />
          </Trans>
        </p>
      )}
      {accounts !== undefined && accounts > 1 ? (
        <p className="text-muted-foreground">
          <Plural value={accounts} one="# account" other="# accounts" />
        </p>
      ) : null}
    </div>
  )
}
