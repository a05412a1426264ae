'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import type { OverviewSummary } from '@/server/domain/views'
import { Age } from '../format/age'
import { Money } from '../format/money'
import { MADE } from '../meanings/made'
import { Card } from '../ui/card'
import { cn } from '../ui/cn'
import { Meaning } from '../ui/meaning'
import { Segmented } from '../ui/segmented'
import { EquityChart } from './equity-chart'
import { LeftOut, whichAccounts } from './left-out'
import { EQUITY_GROUPS, overviewQueries, overviewSearch } from './overview-queries'
import { PeriodChoice } from './period-choice'
import { StatStrip } from './stat-strip'
import { ServedStretchChange } from './stretch-change'
import { useEquityHistory } from './use-equity-history'
import { useGain } from './use-gain'

const EQUITY_MEANING = msg`All that the accounts hold, each coin at its price in USD, with the profit of open positions and less what is owed`
const GROUP_LABELS = { total: msg`Total`, exchange: msg`By exchange`, account: msg`By account` } as const

/** Equity now, how it changed over the period, and its course. */
export function EquityPanel({ summary, className }: { summary: OverviewSummary; className?: string }) {
  const { i18n, t } = useLingui()
  const [period, setPeriod] = useQueryState('period', overviewSearch.period)
  const [groupBy, setGroupBy] = useQueryState('by', overviewSearch.by)
  const queries = overviewQueries(period, groupBy)
  const total = useEquityHistory(queries.total)
  const gain = useGain(queries.gain)
  // Of the period that is named beside it, never of the one before.
  const history = total.isPlaceholderData ? undefined : total.data
  return (
    <Card className={cn('flex flex-col', className)} aria-labelledby="equity">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 px-4 pt-3.5">
        <div className="-mt-1 min-w-0">
          <h2 id="equity" className="caption">
            <Meaning text={t(EQUITY_MEANING)} figure="equity" made={MADE.equity} className="min-h-6">
              <Trans>Total equity</Trans>
            </Meaning>
          </h2>
          <p className="font-semibold text-2xl sm:text-3xl">
            <Money value={summary.totalEquity} bound={summary.bounds.equity} because={whichAccounts(summary, i18n)} />
          </p>
          <ServedStretchChange history={queries.total} gain={queries.gain} period={period} />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label={t`Lines`}
            value={groupBy}
            onValueChange={(value) => void setGroupBy(value)}
            options={EQUITY_GROUPS.map((value) => ({ value, label: t(GROUP_LABELS[value]) }))}
          />
          <PeriodChoice value={period} onChange={(value) => void setPeriod(value)} />
        </div>
      </div>
      <EquityChart input={queries.lines} marks={gain?.marks} />
      <StatStrip summary={summary} maxDrawdown={history?.series[0]?.maxDrawdown ?? null} />
      <Foot summary={summary} />
    </Card>
  )
}

function Foot({ summary }: { summary: OverviewSummary }): ReactNode {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-2.5 text-muted-foreground text-xs">
      {summary.oldestAsOf ? (
        <span className="figures">
          <Trans>
            Oldest numbers: <Age date={summary.oldestAsOf} />
          </Trans>
        </span>
      ) : null}
      <LeftOut summary={summary} />
    </p>
  )
}
