'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { AssetHistoryView } from '@/server/domain/views'
import type { ChartData } from '../charts/chart-data'
import { TimeChart } from '../charts/time-chart'
import { Money } from '../format/money'
import { useTRPC } from '../trpc-provider'
import { Skeleton } from '../ui/skeleton'
import type { AssetRow } from './row'

const RANGE = '30d'
const POINTS = 120
/** A chart of fewer points says nothing. */
const LEAST = 2

/** What a position was worth over the last thirty days, and what it paid and was paid in funding. */
export function PositionPast({ row: { asset, account } }: { row: AssetRow }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const accountIds = [account.id]
  const past = useQuery(trpc.history.asset.queryOptions({ symbol: asset.symbol, accountIds, range: RANGE, maxPoints: POINTS }))
  const funding = useQuery({
    ...trpc.flows.funding.queryOptions({ accountIds, range: RANGE }),
    enabled: asset.marketType === 'perp',
  })
  const paid = funding.data?.byPair.filter(({ pair }) => pair === asset.symbol) ?? []
  const data = past.data ? chartOf(past.data, t`Value`) : null
  return (
    <section className="border-t px-5 py-3" aria-labelledby="position-past">
      <h3 id="position-past" className="font-medium text-sm">
        <Trans>Last 30 days</Trans>
      </h3>
      {past.isPending ? (
        <Skeleton className="mt-2 h-32" />
      ) : data === null ? (
        <p className="mt-1 text-muted-foreground text-sm">
          <Trans>Not held for long enough to draw it.</Trans>
        </p>
      ) : (
        <TimeChart
          data={data}
          mode="area"
          description={t`What ${asset.symbol} was worth over the last 30 days`}
          className="mt-2 h-36"
        />
      )}
      {asset.marketType === 'perp' ? (
        <dl className="mt-2">
          <div className="flex min-h-9 items-center justify-between gap-4">
            <dt className="text-muted-foreground">
              <Trans>Funding, received less paid</Trans>
            </dt>
            <dd>
              {funding.isPending ? (
                <Skeleton className="h-4 w-20" />
              ) : paid.length === 0 ? (
                <span className="text-muted-foreground">
                  <Trans>none told</Trans>
                </span>
              ) : (
                paid.map(({ coin, value }) => (
                  <Money
                    key={coin}
                    value={value}
                    sign="always"
                    tone="signed"
                    live={false}
                    unknown={t`its coin had no price then`}
                    className="ml-2"
                  />
                ))
              )}
            </dd>
          </div>
        </dl>
      ) : null}
    </section>
  )
}

/** Every step between the first point and the last; one without a reading is not known. */
function chartOf({ points, resolutionSeconds: step }: AssetHistoryView, label: string): ChartData | null {
  const known = new Map(points.map(({ at, notional }) => [Math.round(at.getTime() / 1000 / step), notional]))
  const [first, last] = [Math.min(...known.keys()), Math.max(...known.keys())]
  if (known.size < LEAST) return null
  const steps = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const values = steps.map((at) => {
    const notional = known.get(at)
    return notional == null ? null : Number(notional)
  })
  const series = [{ key: 'value', label, values, points: values.map(() => null) }]
  return { times: steps.map((at) => at * step), series, band: null, drawdown: null }
}
