'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Decimal } from '@/server/domain/decimal'
import { DISTRIBUTIONS, type DistributionSlice } from '@/server/domain/distribution'
import type { OverviewSummary } from '@/server/domain/views'
import { hueOfSeries } from '../charts/hues'
import { Percent } from '../format/amount'
import { listedWords } from '../format/listed'
import { Money } from '../format/money'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { Segmented } from '../ui/segmented'
import { whichAccounts } from './left-out'

const parser = parseAsStringLiteral(DISTRIBUTIONS).withDefault('asset')
const LABELS = { asset: msg`Asset`, exchange: msg`Exchange`, account: msg`Account` } as const

/** What equity consists of: one bar for the whole, a line for each part. */
export function DistributionPanel({ summary, className }: { summary: OverviewSummary; className?: string }) {
  const { i18n, t } = useLingui()
  const [by, setBy] = useQueryState('split', parser)
  const { slices, stable } = summary.distribution[by]
  const whole = summary.bounds.equity === 'exact'
  const { first, of } = summary.leftOut
  const names = listedWords(
    first.map(({ accountName }) => accountName),
    i18n,
    of,
  )
  return (
    <Card className={cn('flex flex-col', className)} aria-labelledby="distribution">
      <CardHeader>
        <CardTitle id="distribution">
          <Trans>Distribution</Trans>
        </CardTitle>
        <Segmented
          label={t`Split by`}
          value={by}
          onValueChange={(value) => void setBy(value)}
          options={DISTRIBUTIONS.map((value) => ({ value, label: t(LABELS[value]) }))}
        />
      </CardHeader>
      {slices.length === 0 ? (
        <p className="px-4 pb-4 text-muted-foreground">
          <Trans>Nothing is held, or nothing of it has a price.</Trans>
        </p>
      ) : (
        <>
          <div aria-hidden className="mx-4 mt-1 mb-2 flex h-2 gap-0.5 overflow-hidden rounded-full">
            {slices.map((slice, index) =>
              slice.share === null ? null : (
                <span
                  key={slice.key}
                  className="min-w-0.5"
                  style={{ width: `${new Decimal(slice.share).times(100).toFixed(3)}%`, background: colourOf(slice, index) }}
                />
              ),
            )}
          </div>
          <ul className="pb-2">
            {slices.map((slice, index) => (
              <li key={slice.key} className="flex h-8 items-center gap-2.5 px-4">
                <span aria-hidden className="size-2 shrink-0 rounded-sm" style={{ background: colourOf(slice, index) }} />
                <span className="min-w-0 flex-1 truncate">{slice.label}</span>
                <span className="text-muted-foreground">
                  <Money value={slice.value} compact="phone" />
                </span>
                <span className="w-16 text-right font-medium">
                  {slice.share === null ? (
                    <span className="font-normal text-muted-foreground text-xs">
                      <Trans>owed</Trans>
                    </span>
                  ) : (
                    <Percent value={slice.share} decimals={1} live={false} />
                  )}
                </span>
              </li>
            ))}
          </ul>
          {stable === null && whole ? null : (
            <p className="mt-auto border-t px-4 py-2.5 text-muted-foreground text-xs" title={whichAccounts(summary, i18n)}>
              {stable === null ? null : (
                <Trans>
                  <Percent value={stable} decimals={1} live={false} /> in stablecoins and currencies
                </Trans>
              )}
              {whole ? null : (
                <span className="text-warning">
                  {stable === null ? (
                    <Trans>Shares of what is known: not all of {names}</Trans>
                  ) : (
                    <Trans>, shares of what is known: not all of {names}</Trans>
                  )}
                </span>
              )}
            </p>
          )}
        </>
      )}
    </Card>
  )
}

function colourOf({ merged, share }: DistributionSlice, index: number): string {
  if (share === null) return 'var(--loss)'
  return merged > 1 ? 'var(--chart-8)' : hueOfSeries(index)
}
