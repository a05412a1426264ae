'use client'
import type { MessageDescriptor } from '@lingui/core'
import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { DecimalString } from '@/server/domain/decimal'
import type { OverviewSummary } from '@/server/domain/views'
import { Multiple, Percent } from '../format/amount'
import { Bounded } from '../format/bounded'
import { Money } from '../format/money'
import { MADE } from '../meanings/made'
import { cn } from '../ui/cn'
import { Meaning } from '../ui/meaning'
import { whichAccounts } from './left-out'

export function Stat({
  label,
  hint,
  figure,
  rows,
  made,
  children,
  className,
}: {
  label: string
  /** What the figure means; with where it stands on the page of figures, and its rows. */
  hint?: string
  figure?: string
  rows?: string
  made?: readonly { words: MessageDescriptor; href: string }[]
  children: ReactNode
  className?: string
}) {
  return (
    <div
      className={cn(
        // Name and figure may both open: each has room to be hit, a finger more of it.
        'min-w-0 bg-card px-4 py-1.5 pointer-coarse:has-[dd_button]:py-2.5 pointer-coarse:has-[dd_button]:[&>dd]:mt-5',
        className,
      )}
    >
      <dt className="caption flex min-h-6 items-center overflow-x-clip whitespace-nowrap">
        {hint ? (
          <Meaning text={hint} figure={figure} rows={rows} made={made} className="min-h-6">
            {label}
          </Meaning>
        ) : (
          label
        )}
      </dt>
      <dd className="overflow-x-clip text-ellipsis whitespace-nowrap font-medium text-base leading-6 [&_button]:min-h-6">
        {children}
      </dd>
    </div>
  )
}

/** The figures beside equity. */
export function StatStrip({ summary, maxDrawdown }: { summary: OverviewSummary; maxDrawdown: DecimalString | null }) {
  const { i18n, t } = useLingui()
  const { bounds } = summary
  const because = whichAccounts(summary, i18n)
  return (
    <dl className="grid grid-cols-2 gap-px border-t bg-border sm:grid-cols-3 lg:grid-cols-5">
      <Stat
        label={t`Unrealised profit`}
        hint={t`What the wallets of all accounts tell: what open positions have gained or lost so far`}
        figure="profit"
        made={MADE.profit}
      >
        <Money value={summary.unrealizedProfit} sign="always" tone="signed" bound={bounds.profit} because={because} />
      </Stat>
      <Stat
        label={t`Gross exposure`}
        hint={t`Positions, and spot holdings of coins that are no stablecoin, by absolute value`}
        figure="exposure"
        made={MADE.exposure}
      >
        <Money value={summary.grossExposure} bound={bounds.gross} because={because} />
      </Stat>
      <Stat
        label={t`Net exposure`}
        hint={t`Positions, and spot holdings of coins that are no stablecoin: longs less shorts`}
        figure="exposure"
        made={MADE.exposure}
      >
        <Money value={summary.netExposure} bound={bounds.net} because={because} />
      </Stat>
      <Stat label={t`Leverage`} hint={t`Gross exposure ÷ equity`} figure="leverage">
        <Bounded bound={summary.leverage === null ? 'exact' : bounds.leverage} because={because}>
          <Multiple value={summary.leverage} />
        </Bounded>
      </Stat>
      <Stat
        label={t`Max drawdown`}
        hint={t`The deepest fall from a high before it, in this period`}
        figure="drawdown"
        className="max-sm:col-span-2 max-lg:col-span-2"
      >
        {maxDrawdown === null ? (
          <Percent value={null} unknown={/*i18n*/ 'no history yet'} />
        ) : (
          <Percent value={maxDrawdown === '0' ? '0' : `-${maxDrawdown}`} live={false} />
        )}
      </Stat>
    </dl>
  )
}
