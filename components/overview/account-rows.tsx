'use client'
import { ChevronRight } from 'lucide-react'
import { Fragment, useState } from 'react'
import { nearestLiquidation } from '@/server/domain/liquidation'
import type { BalanceView } from '@/server/domain/views'
import { AccountActions } from '../accounts/account-actions'
import { AccountName } from '../accounts/account-name'
import { statusOf } from '../accounts/account-status'
import { Distance } from '../assets/distance'
import { Age } from '../format/age'
import { useDisplay } from '../format/display'
import { Unknown } from '../format/figure'
import { Money } from '../format/money'
import { shortTime } from '../format/time'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { StatusDot } from '../ui/status-dot'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { AccountAssets } from './account-assets'
import { AccountEquity } from './account-equity'
import { unrealizedOf } from './account-figures'
import type { AccountState } from './account-state'
import { ChangeCell } from './change'
import { FailureNote, hasFailure } from './failure-note'
import { HEALTH_FORMULA, HealthMeter } from './health-meter'
import { MarginUse } from './margin-use'
import { RefreshOne } from './refresh-button'
import { type EquityChange, useChanges } from './use-changes'

const COLUMNS = 9

/** Accounts on desks; a row opens to all its assets. */
export function AccountRows({ rows }: { rows: readonly AccountState[] }) {
  const changes = useChanges()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }
  return (
    <Table aria-label="Accounts">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Account</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="text-right">Equity</TableHead>
          <TableHead className="min-w-26 text-right">24h</TableHead>
          <TableHead className="min-w-26 text-right max-lg:hidden">7d</TableHead>
          <TableHead className="text-right max-lg:hidden" title="Initial margin ÷ margin balance of the most used wallet">
            Margin use
          </TableHead>
          <TableHead className="text-right" title={HEALTH_FORMULA}>
            Health
          </TableHead>
          <TableHead
            className="text-right max-lg:hidden"
            title="How far the nearest position's mark price may move before liquidation"
          >
            Liquidation
          </TableHead>
          <TableHead className="w-20">
            <span className="sr-only">Actions</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => {
          const { account } = row
          const expanded = open.has(account.id)
          return (
            <Fragment key={account.id}>
              <Row
                row={row}
                expanded={expanded}
                onToggle={() => toggle(account.id)}
                day={changes.day.get(account.id)}
                week={changes.week.get(account.id)}
              />
              {hasFailure(row) ? (
                <tr className={cn(!expanded && 'border-b')}>
                  <td colSpan={COLUMNS} className="pr-4 pb-3 pl-20">
                    <FailureNote {...row} />
                  </td>
                </tr>
              ) : null}
              {expanded ? (
                <tr className="border-b bg-background">
                  <td colSpan={COLUMNS} id={`assets-${account.id}`} className="p-0">
                    <AccountAssets row={row} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          )
        })}
      </TableBody>
    </Table>
  )
}

interface RowProps {
  row: AccountState
  expanded: boolean
  onToggle: () => void
  day: EquityChange | undefined
  week: EquityChange | undefined
}

function Row({ row, expanded, onToggle, day, week }: RowProps) {
  const { account, balance } = row
  const { tone, label } = statusOf(account, balance?.stale ?? null)
  const nearest = balance ? nearestLiquidation(balance.assets) : null
  return (
    <TableRow className={cn((hasFailure(row) || expanded) && 'border-b-0')}>
      <TableCell className="h-14">
        <span className="flex items-center gap-1.5">
          <Button
            variant="ghost"
            size="icon-sm"
            className="-ml-2"
            aria-expanded={expanded}
            aria-controls={`assets-${account.id}`}
            aria-label={`Assets of ${account.name}`}
            disabled={balance === null}
            onClick={onToggle}
          >
            <ChevronRight aria-hidden className={cn('transition-transform', expanded && 'rotate-90')} />
          </Button>
          <AccountName account={account} />
        </span>
      </TableCell>
      <TableCell>
        <StatusDot tone={tone}>{label}</StatusDot>
        <span className="figures block pl-3.5 text-muted-foreground text-xs">
          {balance ? <Age date={balance.asOf} /> : 'Never read'}
        </span>
      </TableCell>
      <TableCell className="text-right">
        <span className="block font-medium">
          <AccountEquity balance={balance} />
        </span>
        <Profit balance={balance} />
      </TableCell>
      <TableCell className="text-right">
        <ChangeOf of={day} />
      </TableCell>
      <TableCell className="text-right max-lg:hidden">
        <ChangeOf of={week} />
      </TableCell>
      <TableCell className="text-right max-lg:hidden">
        <MarginUse balance={balance} />
      </TableCell>
      <TableCell className="text-right">{balance ? <HealthMeter balance={balance} /> : <Unknown />}</TableCell>
      <TableCell className="text-right max-lg:hidden">
        <span className="block">
          <Distance value={nearest?.distance ?? null} />
        </span>
        {nearest ? <span className="block text-muted-foreground text-xs">{nearest.symbol}</span> : null}
      </TableCell>
      <TableCell className="text-right">
        <span className="inline-flex">
          <RefreshOne account={account} />
          <AccountActions account={account} />
        </span>
      </TableCell>
    </TableRow>
  )
}

function ChangeOf({ of }: { of: EquityChange | undefined }) {
  const display = useDisplay()
  const unknown = of?.since ? `history begins ${shortTime(of.since, display)}` : undefined
  const { change = null, changeRatio = null, aside = null } = of ?? {}
  return (
    <>
      <ChangeCell value={change} ratio={changeRatio} unknown={unknown} />
      {aside && change !== null ? (
        <span className="ml-auto block max-w-32 truncate text-warning text-xs" title={`Without ${aside.names}`}>
          without {aside.names}
        </span>
      ) : null}
    </>
  )
}

/** Unrealised profit within the equity above it, where there is some. */
function Profit({ balance }: { balance: BalanceView | null }) {
  const profit = balance ? unrealizedOf(balance.equities) : null
  if (profit === null || profit === '0') return null
  return (
    <span className="block text-muted-foreground text-xs">
      <Money value={profit} sign="always" tone="signed" compact="always" /> unrealised
    </span>
  )
}
