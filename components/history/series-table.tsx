'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { comparableChange } from '@/server/domain/comparable-change'
import { lifted } from '@/server/domain/history'
import { setAsideOf } from '@/server/domain/set-aside'
import type { EquityHistoryView } from '@/server/domain/views'
import type { ChartData } from '../charts/chart-data'
import { extremesOf } from '../charts/describe'
import { SeriesSwatch } from '../charts/series-swatch'
import { RowWalk } from '../command/row-walk'
import { Percent } from '../format/amount'
import { useDisplay } from '../format/display'
import { Unknown } from '../format/figure'
import { Money } from '../format/money'
import { shortTime } from '../format/time'
import { IntentLink } from '../ui/intent-link'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'

interface SeriesTableProps {
  history: EquityHistoryView
  /** As drawn, in the order of its colours. */
  data: ChartData
  /** Series are accounts, and lead to their pages. */
  linked: boolean
}

/** What the chart shows in figures: from, to, change, highest, lowest, deepest fall. */
export function SeriesTable({ history, data, linked }: SeriesTableProps) {
  const { t } = useLingui()
  const display = useDisplay()
  const rows = useMemo(
    () =>
      history.series.map((series) => {
        const drawn = data.series.findIndex(({ key }) => key === series.key)
        const known = series.points.flatMap((point) => lifted(point) ?? [])
        const compared = comparableChange(series, history)
        return {
          series,
          drawn,
          compared,
          aside: setAsideOf(series, history.leftOut),
          first: known[0] ?? null,
          last: known.at(-1) ?? null,
          extremes: extremesOf({ points: known }),
        }
      }),
    [history, data],
  )
  return (
    <RowWalk>
      <Table aria-label={t`Equity in this stretch`}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>{linked ? t`Account` : t`Series`}</TableHead>
            <TableHead className="text-right max-sm:hidden">
              <Trans>Start</Trans>
            </TableHead>
            <TableHead className="text-right">
              <Trans>End</Trans>
            </TableHead>
            <TableHead className="text-right max-sm:hidden">
              <Trans>Change</Trans>
            </TableHead>
            <TableHead className="text-right">%</TableHead>
            <TableHead className="text-right max-md:hidden">
              <Trans>Highest</Trans>
            </TableHead>
            <TableHead className="text-right max-md:hidden">
              <Trans>Lowest</Trans>
            </TableHead>
            <TableHead className="text-right max-sm:hidden">
              <Trans>Max drawdown</Trans>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map(({ series, drawn, compared, aside, first, last, extremes }) => (
            <TableRow key={series.key}>
              <TableCell>
                <span className="inline-flex min-w-0 items-center gap-2">
                  {drawn < 0 ? (
                    <span aria-hidden className="size-2 shrink-0 rounded-sm border border-input" />
                  ) : (
                    <SeriesSwatch index={drawn} />
                  )}
                  {linked ? (
                    <IntentLink
                      href={`/accounts/${series.key}`}
                      className="touch-text truncate rounded-sm font-medium underline-offset-4 hover:underline"
                    >
                      {series.label}
                    </IntentLink>
                  ) : (
                    <span className="truncate font-medium">{series.label}</span>
                  )}
                </span>
              </TableCell>
              <TableCell className="text-right max-sm:hidden">
                <Money value={first?.open ?? first?.close ?? null} live={false} unknown={/*i18n*/ 'no history'} />
              </TableCell>
              <TableCell className="text-right">
                <Money value={last?.close ?? null} bound={series.bound} live={false} unknown={/*i18n*/ 'no history'} />
              </TableCell>
              <TableCell className="text-right max-sm:hidden">
                <Money value={compared.change} sign="always" tone="signed" live={false} unknown={/*i18n*/ 'no history'} />
                {compared.since ? (
                  <span className="block text-muted-foreground text-xs max-lg:hidden" suppressHydrationWarning>
                    <Trans>since {shortTime(compared.since, display)}</Trans>
                  </span>
                ) : null}
                {aside ? (
                  <span className="block max-w-48 truncate text-warning text-xs max-lg:hidden">
                    <Trans>without {aside.names}</Trans>
                  </span>
                ) : null}
              </TableCell>
              <TableCell className="text-right">
                <Percent value={compared.changeRatio} sign="always" tone="signed" live={false} unknown={/*i18n*/ 'no history'} />
              </TableCell>
              <TableCell className="text-right max-md:hidden">
                <Extreme of={extremes?.high} display={display} />
              </TableCell>
              <TableCell className="text-right max-md:hidden">
                <Extreme of={extremes?.low} display={display} />
              </TableCell>
              <TableCell className="text-right max-sm:hidden">
                {series.maxDrawdown === null ? (
                  <Unknown why={/*i18n*/ 'no history'} />
                ) : (
                  <>
                    <Percent value={series.maxDrawdown === '0' ? '0' : `-${series.maxDrawdown}`} live={false} />
                    {series.maxDrawdownFrom && series.maxDrawdownTo ? (
                      <span className="block text-muted-foreground text-xs max-lg:hidden" suppressHydrationWarning>
                        {shortTime(series.maxDrawdownFrom, display)} – {shortTime(series.maxDrawdownTo, display)}
                      </span>
                    ) : null}
                  </>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </RowWalk>
  )
}

function Extreme({
  of,
  display,
}: {
  of: { at: Date; value: string } | undefined
  display: { locale: string; timeZone: string | undefined }
}) {
  if (!of) return <Unknown why={/*i18n*/ 'no history'} />
  return (
    <>
      <Money value={of.value} live={false} />
      <span className="block text-muted-foreground text-xs max-lg:hidden" suppressHydrationWarning>
        {shortTime(of.at, display)}
      </span>
    </>
  )
}
