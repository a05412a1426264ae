'use client'
import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { ChevronRight } from 'lucide-react'
import { Fragment, useState } from 'react'
import type { DecimalString } from '@/server/domain/decimal'
import type { AccountLine, EquityChange } from '@/server/domain/views'
import { AccountActions } from '../accounts/account-actions'
import { withGroups } from '../accounts/account-groups'
import { AccountName } from '../accounts/account-name'
import { statusOf } from '../accounts/account-status'
import type { AccountsView } from '../accounts/accounts-toolbar'
import { SortHead } from '../accounts/sort-head'
import { GroupRow, SumFoot } from '../accounts/sum-rows'
import { AccountRowBell } from '../alerts/row-bells'
import { useWatched } from '../alerts/use-watched'
import { Distance } from '../assets/distance'
import { pairWords } from '../assets/pair-words'
import { RowWalk } from '../command/row-walk'
import { Age } from '../format/age'
import { useDisplay } from '../format/display'
import { Unknown } from '../format/figure'
import { Money } from '../format/money'
import { shortTime } from '../format/time'
import { useHydrated } from '../format/use-hydrated'
import { useSaid } from '../language/said'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { Meaning } from '../ui/meaning'
import { StatusDot } from '../ui/status-dot'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { AccountAssets } from './account-assets'
import { AccountEquity } from './account-equity'
import { ChangeCell } from './change'
import { FailureNote, hasFailure } from './failure-note'
import { HEALTH_FORMULA, HealthMeter } from './health-meter'
import { MarginUse } from './margin-use'
import { RefreshOne } from './refresh-button'
import type { ChangesByAccount, ChosenLine, ChosenTable } from './use-account-lines'

const COLUMNS = 9
/** Account, status and equity. */
const BEFORE_SUMS = 3
const GAIN_MEANING = msg`Change of equity without deposits and withdrawals; where not all of those are known, the change of equity`

interface AccountRowsProps {
  rows: readonly ChosenLine[]
  changes: ChangesByAccount
  /** Sums and groups; null where the rows are not all that are on their way to the page. */
  table: ChosenTable | null
  sort: Pick<AccountsView, 'view' | 'setView'>
}

/** Accounts on desks; a row opens to all its assets. */
export function AccountRows({ rows, changes, table, sort }: AccountRowsProps) {
  const { t } = useLingui()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const alive = useHydrated()
  const isWatched = useWatched()
  const toggle = (id: string) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }
  return (
    <RowWalk>
      <Table aria-label={t`Accounts`}>
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <SortHead by="name" {...sort}>
              <Trans>Account</Trans>
            </SortHead>
            <SortHead by="state" {...sort}>
              <Trans>Status</Trans>
            </SortHead>
            <SortHead by="equity" right {...sort}>
              <Trans>Equity</Trans>
            </SortHead>
            <TableHead className="min-w-26 text-right">
              <Meaning text={t(GAIN_MEANING)} figure="change">
                <Trans>Gain 24h</Trans>
              </Meaning>
            </TableHead>
            <TableHead className="min-w-26 text-right max-lg:hidden">
              <Meaning text={t(GAIN_MEANING)} figure="change">
                <Trans>Gain 7d</Trans>
              </Meaning>
            </TableHead>
            <SortHead by="margin" right className="max-lg:hidden" {...sort}>
              {{
                name: (
                  <Meaning text={t`Initial margin ÷ margin balance of the most used wallet`} figure="margin-use">
                    <Trans>Margin use</Trans>
                  </Meaning>
                ),
              }}
            </SortHead>
            <SortHead by="health" right {...sort}>
              {{
                name: (
                  <Meaning text={t(HEALTH_FORMULA)} figure="health">
                    <Trans>Health</Trans>
                  </Meaning>
                ),
              }}
            </SortHead>
            <SortHead by="distance" right className="max-lg:hidden" {...sort}>
              {{
                name: (
                  <Meaning
                    text={t`How far the nearest position's mark price may move before liquidation`}
                    figure="distance"
                    rows="/positions?sort=distance"
                  >
                    <Trans>Liquidation</Trans>
                  </Meaning>
                ),
              }}
            </SortHead>
            <TableHead className="w-27">
              <span className="sr-only">
                <Trans>Actions</Trans>
              </span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {withGroups(rows, table?.groups ?? []).map(({ row, begins }) => {
            const { account, figures } = row
            const stale = figures?.stale ?? null
            const expanded = open.has(account.id)
            return (
              <Fragment key={account.id}>
                {begins ? <GroupRow group={begins} columns={COLUMNS - BEFORE_SUMS} /> : null}
                <Row
                  row={row}
                  expanded={expanded}
                  alive={alive}
                  watched={isWatched(account.id, null)}
                  onToggle={() => toggle(account.id)}
                  day={changes.get(account.id)?.day ?? null}
                  week={changes.get(account.id)?.week ?? null}
                />
                {hasFailure(account, stale) ? (
                  <tr className={cn(!expanded && 'border-b')}>
                    <td colSpan={COLUMNS} className="pr-4 pb-3 pl-20">
                      <FailureNote account={account} stale={stale} />
                    </td>
                  </tr>
                ) : null}
                {expanded ? (
                  <tr className="border-b bg-background">
                    <td colSpan={COLUMNS} id={`assets-${account.id}`} className="p-0">
                      <AccountAssets account={account} open />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            )
          })}
        </TableBody>
        {table ? <SumFoot table={table} columns={COLUMNS - BEFORE_SUMS} /> : null}
      </Table>
    </RowWalk>
  )
}

interface RowProps {
  row: AccountLine
  expanded: boolean
  /** What can be done to the account takes its place, which is kept, once it can be: half of what a row weighs. */
  alive: boolean
  watched: boolean
  onToggle: () => void
  day: EquityChange | null
  week: EquityChange | null
}

function Row({ row, expanded, alive, watched, onToggle, day, week }: RowProps) {
  const { i18n, t } = useLingui()
  const { account, figures } = row
  const { locale } = useDisplay()
  const stale = figures?.stale ?? null
  const said = useSaid()
  const { tone, label } = statusOf(account, stale)
  const nearest = figures?.nearest ?? null
  return (
    <TableRow className={cn((hasFailure(account, stale) || expanded) && 'border-b-0')}>
      <TableCell className="h-14">
        <span className="flex items-center gap-1.5">
          <Button
            variant="ghost"
            size="icon-sm"
            className="-ml-2"
            aria-expanded={expanded}
            aria-controls={`assets-${account.id}`}
            aria-label={t`Assets of ${account.name}`}
            disabled={figures === null}
            onClick={onToggle}
            onPointerEnter={AccountAssets.warm}
            onFocus={AccountAssets.warm}
          >
            <ChevronRight aria-hidden className={cn('transition-transform', expanded && 'rotate-90')} />
          </Button>
          <AccountName account={account} />
        </span>
      </TableCell>
      <TableCell>
        <StatusDot tone={tone}>{said(label)}</StatusDot>
        <span className="figures block pl-3.5 text-muted-foreground text-xs">
          {figures ? <Age date={figures.asOf} /> : t`Never read`}
        </span>
      </TableCell>
      <TableCell className="text-right">
        <span className="block font-medium">
          <AccountEquity of={figures} />
        </span>
        <Profit value={figures?.unrealizedProfit ?? null} />
      </TableCell>
      <TableCell className="text-right">
        <ChangeOf of={day} />
      </TableCell>
      <TableCell className="text-right max-lg:hidden">
        <ChangeOf of={week} />
      </TableCell>
      <TableCell className="text-right max-lg:hidden">
        <MarginUse value={figures?.marginUse ?? null} bound={figures?.marginBound ?? 'exact'} />
      </TableCell>
      <TableCell className="text-right">
        {figures ? (
          <HealthMeter value={figures.health} marginBound={figures.marginBound} marginUse={figures.marginUse} />
        ) : (
          <Unknown />
        )}
      </TableCell>
      <TableCell className="text-right max-lg:hidden">
        <span className="block">
          <Distance value={nearest?.distance ?? null} />
        </span>
        {nearest ? (
          <span className="block text-muted-foreground text-xs" title={nearest.symbol}>
            {inWords(nearest.symbol, locale, i18n)}
          </span>
        ) : null}
      </TableCell>
      <TableCell className="text-right">
        <span className="inline-flex h-7 pointer-coarse:h-11 w-21 pointer-coarse:w-33">
          {alive ? (
            <>
              <RefreshOne account={account} />
              <AccountRowBell account={account} watched={watched} />
              <AccountActions account={account} />
            </>
          ) : null}
        </span>
      </TableCell>
    </TableRow>
  )
}

function inWords(symbol: string, locale: string, i18n: I18n): string {
  const { coin, rest } = pairWords(symbol, locale, i18n)
  return `${coin} ${rest}`.trim()
}

/** What was gained; where not all that came and went is known, how equity changed, called that. */
function ChangeOf({ of }: { of: EquityChange | null }) {
  const { t } = useLingui()
  const display = useDisplay()
  const unknown = of?.since ? t`history begins ${shortTime(of.since, display)}` : undefined
  const { change = null, changeRatio = null, gain = null, gainRatio = null, aside = null } = of ?? {}
  const gained = gain !== null
  if (change === null && !gained) return <ChangeCell value={null} ratio={null} unknown={unknown} />
  // Two lines whatever it tells: a row is as high before its gain has come as after.
  return (
    <ChangeCell
      value={gained ? gain : change}
      ratio={gained ? gainRatio : changeRatio}
      plain={!gained}
      note={
        <>
          {gained ? null : (
            <span className="text-subtle-foreground" title={t`Not all that came and went is known: it is in this`}>
              <Trans>equity</Trans>{' '}
            </span>
          )}
          {aside && change !== null ? (
            <span className="inline-block max-w-24 truncate align-bottom text-warning" title={t`Without ${aside.names}`}>
              <Trans>without {aside.names}</Trans>
            </span>
          ) : null}
        </>
      }
    />
  )
}

/** Unrealised profit within the equity above it, where there is some. */
function Profit({ value }: { value: DecimalString | null }) {
  if (value === null || value === '0') return null
  return (
    <span className="block text-muted-foreground text-xs">
      <Trans>
        <Money value={value} sign="always" tone="signed" compact="always" /> unrealised
      </Trans>
    </span>
  )
}
