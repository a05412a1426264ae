'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import type { DecimalString } from '@/server/domain/decimal'
import type { FlowMark } from '@/server/domain/views'
import { type ChartData, changeOf, chartDataOf } from '../charts/chart-data'
import { ChartLegend } from '../charts/chart-legend'
import { describeChart } from '../charts/describe'
import { TimeChart } from '../charts/time-chart'
import { useDisplay } from '../format/display'
import { useZone } from '../format/use-zone'
import { cn } from '../ui/cn'
import { ErrorState } from '../ui/error-state'
import { failureOf } from '../ui/failure'
import { Part } from '../ui/query-boundary'
import { Skeleton } from '../ui/skeleton'
import type { EquityGroup } from './overview-queries'
import type { Period } from './periods'
import { useAwaitedHistory } from './use-equity-history'

interface EquityChartProps {
  input: { range: Period; groupBy: EquityGroup; maxPoints: number; layers?: number; accountIds?: string[]; tags?: string[] }
  /** What came in and went out. */
  marks: readonly FlowMark[] | undefined
  className?: string
}

/** Equity's course with its drawdown, or how each account or exchange moved it; in the page that the server sends. */
export function EquityChart({ input, marks, className }: EquityChartProps) {
  return (
    <div className={cn('px-4 pt-2 pb-3', className)}>
      <Part fallback={<ChartSkeleton />}>
        <Course input={input} marks={marks} />
      </Part>
    </div>
  )
}

function Course({ input, marks }: Pick<EquityChartProps, 'input' | 'marks'>) {
  const { t } = useLingui()
  const history = useAwaitedHistory(input)
  const data = useMemo(() => (history.data ? chartDataOf(history.data) : null), [history.data])
  if (history.error) {
    return (
      <ErrorState
        className="h-66 py-0"
        title={t`The history could not be loaded`}
        message={failureOf(history.error).message}
        onRetry={() => void history.refetch()}
        retrying={history.isFetching}
      />
    )
  }
  if (data === null) return <ChartSkeleton />
  if (data.times.length < 2) {
    return (
      <div className="grid h-66 place-items-center rounded-md border border-dashed text-center text-muted-foreground">
        <p className="max-w-72 text-balance">
          <Trans>The course of your equity appears here after the second refresh.</Trans>
        </p>
      </div>
    )
  }
  return (
    <Drawn
      data={data}
      marks={marks}
      maxDrawdown={history.data?.series[0]?.maxDrawdown ?? null}
      pending={history.isPlaceholderData}
    />
  )
}

export function ChartSkeleton() {
  return (
    // Padding, not a margin, which would stand outside of the height and have all below it jump when the chart comes.
    <div className="h-66 pt-1">
      <Skeleton className="h-4 w-48" />
      <Skeleton className="mt-3 h-56" />
    </div>
  )
}

interface DrawnProps {
  data: ChartData
  marks: readonly FlowMark[] | undefined
  maxDrawdown: DecimalString | null
  pending: boolean
}

function Drawn({ data, marks, maxDrawdown, pending }: DrawnProps) {
  const { i18n } = useLingui()
  const display = useDisplay()
  const zone = useZone()
  const several = data.series.length > 1
  // Of sizes that lie far apart only what each has changed by can be seen; the sizes stand in the list of accounts.
  const shown = useMemo(() => (several ? changeOf(data) : data), [data, several])
  const description = useMemo(
    () => describeChart(data, 'equity', maxDrawdown, display, zone, i18n),
    [data, maxDrawdown, display, zone, i18n],
  )
  return (
    <div className={cn('transition-opacity', pending && 'opacity-60')} aria-busy={pending}>
      <TimeChart
        key={several ? 'lines' : 'area'}
        data={shown}
        mode={several ? 'lines' : 'area'}
        drawn={several ? 'change' : 'value'}
        description={description}
        marks={marks}
        className="h-66"
      />
      {several ? (
        <>
          <p className="caption pt-2 pb-1">
            <Trans>Change of equity since the beginning of the period</Trans>
          </p>
          <ChartLegend data={shown} drawn="change" />
        </>
      ) : null}
    </div>
  )
}
