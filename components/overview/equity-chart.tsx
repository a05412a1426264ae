'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { DecimalString } from '@/server/domain/decimal'
import { type ChartData, chartDataOf, stackOf } from '../charts/chart-data'
import { describeEquity } from '../charts/describe'
import { hueOfSeries, TimeChart } from '../charts/time-chart'
import { Percent } from '../format/amount'
import { useDisplay } from '../format/display'
import { Money } from '../format/money'
import { exactTime } from '../format/time'
import { useTRPC } from '../trpc-provider'
import { cn } from '../ui/cn'
import { ErrorState } from '../ui/error-state'
import { failureOf } from '../ui/failure'
import { Skeleton } from '../ui/skeleton'
import type { Period } from './periods'

/** Layers that a stack can show apart. */
const LAYERS = 7

interface EquityChartProps {
  input: { range: Period; maxPoints: number; accountIds?: string[] }
  groupBy: 'total' | 'exchange' | 'account'
  className?: string
}

/** Equity's course with its drawdown, or the accounts' and exchanges' shares of it on each other. */
export function EquityChart({ input, groupBy, className }: EquityChartProps) {
  const trpc = useTRPC()
  const history = useQuery({ ...trpc.history.equity.queryOptions({ ...input, groupBy }), placeholderData: keepPreviousData })
  const data = useMemo(() => {
    if (!history.data) return null
    const all = chartDataOf(history.data)
    return history.data.series.length > 1 ? stackOf(all, LAYERS) : all
  }, [history.data])
  return (
    <div className={cn('px-4 pt-2 pb-3', className)}>
      {history.error ? (
        <ErrorState
          className="h-66 py-0"
          title="The history could not be loaded"
          message={failureOf(history.error).message}
          onRetry={() => void history.refetch()}
          retrying={history.isFetching}
        />
      ) : data === null ? (
        <ChartSkeleton />
      ) : data.times.length < 2 ? (
        <div className="grid h-66 place-items-center rounded-md border border-dashed text-center text-muted-foreground">
          <p className="max-w-72 text-balance">The course of your equity appears here after the second refresh.</p>
        </div>
      ) : (
        <Drawn data={data} maxDrawdown={history.data?.series[0]?.maxDrawdown ?? null} pending={history.isPlaceholderData} />
      )}
    </div>
  )
}

export function ChartSkeleton() {
  return (
    <div className="h-66">
      <Skeleton className="mt-1 h-4 w-48" />
      <Skeleton className="mt-3 h-56" />
    </div>
  )
}

function Drawn({ data, maxDrawdown, pending }: { data: ChartData; maxDrawdown: DecimalString | null; pending: boolean }) {
  const display = useDisplay()
  const [hovered, setHovered] = useState<number | null>(null)
  const stacked = data.series.length > 1
  const index = hovered !== null && hovered >= 0 && hovered < data.times.length ? hovered : null
  const description = useMemo(() => describeEquity(data, maxDrawdown, display), [data, maxDrawdown, display])
  return (
    <div className={cn('transition-opacity', pending && 'opacity-60')} aria-busy={pending}>
      <Legend data={data} index={index} stacked={stacked} />
      <TimeChart
        key={stacked ? 'stack' : 'area'}
        data={data}
        mode={stacked ? 'stack' : 'area'}
        description={description}
        onHover={setHovered}
        className="h-58"
      />
    </div>
  )
}

/** What the pointer is on, or the newest; it keeps its height, so that nothing below moves. */
function Legend({ data, index, stacked }: { data: ChartData; index: number | null; stacked: boolean }) {
  const display = useDisplay()
  const at = index ?? data.times.length - 1
  const time = data.times[at]
  const drawdown = data.drawdown?.[at]
  return (
    <div className="flex h-8 flex-wrap items-center gap-x-3 overflow-hidden text-xs leading-8" aria-hidden>
      <span className="figures shrink-0 text-muted-foreground" suppressHydrationWarning>
        {time === undefined ? '' : exactTime(new Date(time * 1000), display)}
      </span>
      {data.series.map((series, layer) => (
        <span key={series.key} className="inline-flex shrink-0 items-center gap-1.5">
          {stacked ? (
            <>
              <span className="size-2 rounded-sm" style={{ background: hueOfSeries(layer) }} />
              <span className="text-muted-foreground">{series.label}</span>
            </>
          ) : null}
          <span className="font-medium">
            <Money value={series.points[at]?.close ?? null} live={false} compact={stacked ? 'always' : 'phone'} />
          </span>
        </span>
      ))}
      {stacked || drawdown == null ? null : (
        <span className="shrink-0 text-muted-foreground">
          Drawdown <Percent value={drawdown.toFixed(6)} live={false} />
        </span>
      )}
    </div>
  )
}
