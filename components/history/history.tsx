'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { ChartLine, Download, Users } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { COMPARED } from '@/server/domain/performance/compared'
import type { EquityHistoryView, FlowMark } from '@/server/domain/views'
import { type ChartData, changeOf, chartDataOf, relativeOf, stackOf } from '../charts/chart-data'
import { ChartLegend, type Drawn } from '../charts/chart-legend'
import { describeChart } from '../charts/describe'
import { TimeChart } from '../charts/time-chart'
import { usePageCommands } from '../command/page-commands'
import { Link } from '../desk/link'
import { ForRole } from '../desks/desk-role'
import { useDisplay } from '../format/display'
import { useZone } from '../format/use-zone'
import { zoneOf } from '../format/zone'
import { useAwaitedHistory } from '../overview/use-equity-history'
import { useGain } from '../overview/use-gain'
import { TagFilter } from '../tags/tag-filter'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { cn } from '../ui/cn'
import { DownloadLink } from '../ui/download-link'
import { EmptyState } from '../ui/empty-state'
import { ErrorState } from '../ui/error-state'
import { failureOf } from '../ui/failure'
import { Segmented } from '../ui/segmented'
import { Skeleton } from '../ui/skeleton'
import { AccountChoice } from './account-choice'
import { COMPARED_NAMES, type Comparison, ComparisonNote, useComparison } from './comparison'
import { HISTORY_POINTS, type HistoryView, rangeInput } from './history-search'
import { csvHref, useHistoryView } from './history-view'
import { LeftOutOfHistory } from './left-out-of-history'
import { RangeChoice } from './range-choice'
import { SeriesTable } from './series-table'

/** Layers of a stack, and lines, that can be told apart. */
const MOST_SERIES = 8

/** Equity and exposure over any stretch of time, of all accounts or side by side. */
export function History() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: accounts } = useSuspenseQuery(trpc.accounts.list.queryOptions({ includeArchived: true }))
  const { view, setView } = useHistoryView()
  const zone = zoneOf(useDisplay())
  const known = view.accounts.filter((id) => accounts.some((account) => account.id === id))
  const listed = useQuery(trpc.tags.list.queryOptions())
  // Its history is known of a tag that takes whole accounts alone.
  const tags = listed.data?.filter(({ id, ofAccounts }) => ofAccounts || view.tag.includes(id)) ?? []
  const tagged = known.length === 0 ? view.tag : []
  const chosen = known.length > 0 ? { accountIds: known } : tagged.length > 0 ? { tags: tagged } : {}
  const stretch = { ...rangeInput(view, zone), ...chosen }
  const history = useAwaitedHistory({ ...stretch, groupBy: view.groupBy, maxPoints: HISTORY_POINTS })
  const marks = useGain(stretch, { enabled: view.metric === 'equity' })?.marks
  const comparison = useComparison(stretch, view)
  const file = useRef<HTMLAnchorElement>(null)
  usePageCommands(
    accounts.length === 0 ? [] : [{ id: 'csv', label: t`Download history as CSV`, run: () => file.current?.click() }],
  )
  if (accounts.length === 0) return <NoAccounts />
  const several = view.groupBy !== 'total'
  return (
    <Card className="flex flex-col overflow-hidden">
      <div className="flex flex-wrap items-center gap-2 px-3 py-2.5 md:px-4">
        <RangeChoice view={view} setView={setView} />
        <Segmented
          label={t`Lines`}
          value={view.groupBy}
          onValueChange={(groupBy) => setView({ groupBy })}
          options={[
            { value: 'total', label: t`Total` },
            { value: 'exchange', label: t`Exchanges` },
            { value: 'account', label: t`Accounts` },
          ]}
        />
        {several ? (
          <Segmented
            label={t`Drawn as`}
            value={view.shape}
            onValueChange={(shape) => setView({ shape })}
            options={[
              { value: 'change', label: t`Change` },
              { value: 'stack', label: t`Stacked` },
              { value: 'lines', label: t`Lines` },
              { value: 'relative', label: t`% change` },
            ]}
          />
        ) : null}
        <Segmented
          label={t`Figure`}
          value={view.metric}
          onValueChange={(metric) => setView({ metric })}
          options={[
            { value: 'equity', label: t`Equity` },
            { value: 'gross', label: t`Gross` },
            { value: 'net', label: t`Net` },
          ]}
        />
        {view.groupBy === 'total' && view.metric === 'equity' ? (
          <fieldset className="flex items-center gap-1">
            <legend className="sr-only">
              <Trans>Compare with</Trans>
            </legend>
            {COMPARED.map((id) => {
              const chosen = view.against.includes(id)
              return (
                <Button
                  key={id}
                  size="sm"
                  variant={chosen ? 'secondary' : 'ghost'}
                  className="touch-target"
                  aria-pressed={chosen}
                  title={t`The same money in ${COMPARED_NAMES[id]}`}
                  onClick={() =>
                    setView({ against: chosen ? view.against.filter((each) => each !== id) : [...view.against, id] })
                  }
                >
                  <Trans>vs {id.toUpperCase()}</Trans>
                </Button>
              )
            })}
          </fieldset>
        ) : null}
        <AccountChoice accounts={accounts} chosen={known} onChange={(ids) => setView({ accounts: ids, tag: [] })} />
        {tags.length > 0 ? <TagFilter tags={tags} chosen={tagged} onChange={(tag) => setView({ tag, accounts: [] })} /> : null}
        <Button asChild className="md:ml-auto">
          <DownloadLink ref={file} href={csvHref({ ...view, accounts: known, tag: tagged }, zone)} fileName="equity.csv">
            <Download aria-hidden />
            <span className="max-md:sr-only">CSV</span>
          </DownloadLink>
        </Button>
      </div>
      {history.error ? (
        <div className="border-t">
          <ErrorState
            className="h-102"
            title={t`The history could not be loaded`}
            message={failureOf(history.error).message}
            onRetry={() => void history.refetch()}
            retrying={history.isFetching}
          />
        </div>
      ) : history.data ? (
        <Loaded
          history={history.data}
          comparison={comparison}
          marks={marks}
          view={view}
          setView={setView}
          pending={history.isPlaceholderData}
        />
      ) : (
        <ChartLoading />
      )}
    </Card>
  )
}

function useDrawn(history: EquityHistoryView, view: HistoryView): ChartData {
  const { i18n } = useLingui()
  return useMemo(() => {
    const all = chartDataOf(history, view.metric)
    if (view.groupBy === 'total') return all
    if (view.shape === 'relative') return relativeOf(all)
    if (view.shape === 'change') return changeOf(all)
    return view.shape === 'stack' && view.metric !== 'net' ? stackOf(all, MOST_SERIES, i18n, view.metric) : all
  }, [history, view.metric, view.groupBy, view.shape, i18n])
}

interface LoadedProps {
  history: EquityHistoryView
  /** Undefined: none was asked for, or it is being read. */
  comparison: Comparison | undefined
  marks: readonly FlowMark[] | undefined
  view: HistoryView
  setView: (change: Partial<HistoryView>) => void
  pending: boolean
}

const NONE: Comparison['series'] = []
const DRAWN: Record<HistoryView['shape'], Drawn> = { change: 'change', stack: 'value', lines: 'value', relative: 'share' }

function Loaded({ history: own, comparison, marks, view, setView, pending }: LoadedProps) {
  const { t, i18n } = useLingui()
  const display = useDisplay()
  const zone = useZone()
  const beside = comparison?.series ?? NONE
  const history = useMemo(() => (beside.length === 0 ? own : { ...own, series: [...own.series, ...beside] }), [own, beside])
  const data = useDrawn(history, view)
  const several = data.series.length > 1
  const drawn = view.groupBy === 'total' ? (several ? 'beside' : 'value') : DRAWN[view.shape]
  // Net exposure may be below zero: layers on each other would mean nothing.
  const stacked = view.groupBy !== 'total' && view.shape === 'stack' && view.metric !== 'net'
  const mode = several ? (stacked ? 'stack' : 'lines') : 'area'
  const description = useMemo(
    () => describeChart(data, view.metric, history.series[0]?.maxDrawdown ?? null, display, zone, i18n),
    [data, view.metric, history, display, zone, i18n],
  )
  if (data.times.length < 2) {
    return (
      <div className="border-t">
        <EmptyState
          icon={ChartLine}
          title={t`No history in this stretch`}
          description={t`Equity is kept from the first refresh of an account on. Choose a longer period, or come back after the next refresh.`}
          className="h-102"
        />
      </div>
    )
  }
  return (
    <>
      <div className={cn('border-t px-4 pt-1 pb-3 transition-opacity', pending && 'opacity-60')} aria-busy={pending}>
        <TimeChart
          key={mode}
          data={data}
          mode={mode}
          metric={view.metric}
          drawn={drawn}
          description={description}
          marks={marks}
          onZoom={(from, to) => setView({ zoom: [new Date(from * 1000), new Date(to * 1000)] })}
          onZoomOut={() => setView({ zoom: null })}
          className="mt-2 h-72 md:h-90"
        />
        {several ? <ChartLegend data={data} metric={view.metric} drawn={drawn} className="pt-2" /> : null}
        {view.against.length > 0 ? <ComparisonNote comparison={comparison} /> : null}
        <p className="text-xs">
          <LeftOutOfHistory history={history} />
        </p>
      </div>
      <div className="border-t">
        <SeriesTable history={history} data={data} linked={view.groupBy === 'account'} />
      </div>
    </>
  )
}

function ChartLoading() {
  return (
    <div className="border-t px-4 pt-1 pb-3" aria-busy="true">
      <Skeleton className="mt-2 h-4 w-64" />
      <Skeleton className="mt-3 h-72 md:h-90" />
    </div>
  )
}

function NoAccounts() {
  const { t } = useLingui()
  return (
    <Card>
      <EmptyState
        icon={Users}
        title={t`Connect your first account`}
        description={t`The course of its equity is kept from its first refresh on.`}
        action={
          <ForRole least="manager">
            <Button asChild variant="primary">
              <Link href="/accounts/new">
                <Trans>Add account</Trans>
              </Link>
            </Button>
          </ForRole>
        }
        className="py-24"
      />
    </Card>
  )
}
