'use client'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { Fragment } from 'react'
import type { AccountSort } from '@/server/domain/account-table'
import type { AccountRowView } from '@/server/domain/views'
import { AccountRowBell } from '../alerts/row-bells'
import { useWatched } from '../alerts/use-watched'
import { Age } from '../format/age'
import { useHydrated } from '../format/use-hydrated'
import { cn } from '../ui/cn'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { AccountActions } from './account-actions'
import { withGroups } from './account-groups'
import { AccountKey } from './account-key'
import { AccountName } from './account-name'
import { type AccountsView, BEGINS_DESCENDING } from './accounts-toolbar'
import { EquityCell } from './equity-cell'
import { PermissionChips } from './permission-chips'
import { StatusCell } from './status-cell'
import { SumEquity } from './sum-equity'

/** Active accounts on desks, and the sum over all that were chosen. */
export function AccountsTable({ table, view, setView }: AccountsView) {
  const sort = { view, setView }
  const isWatched = useWatched()
  return (
    <Table aria-label="Accounts" className={cn(table.active > 1 && 'border-t')}>
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <SortHead by="name" {...sort}>
            Account
          </SortHead>
          <SortHead by="state" {...sort}>
            Status
          </SortHead>
          <SortHead by="equity" right {...sort}>
            Equity
          </SortHead>
          <TableHead className="max-lg:hidden">Key</TableHead>
          <TableHead className="max-xl:hidden">Permissions</TableHead>
          <SortHead by="refreshed" {...sort}>
            Refreshed
          </SortHead>
          <TableHead className="w-20">
            <span className="sr-only">Actions</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {withGroups(table).map(({ row, begins }) => (
          <Fragment key={row.account.id}>
            {begins ? (
              <TableRow className="bg-muted/50">
                <TableCell colSpan={2} className="h-9 font-medium">
                  {begins.name}
                  <span className="figures pl-2 font-normal text-muted-foreground">{begins.accounts}</span>
                </TableCell>
                <TableCell className="text-right font-medium">
                  <SumEquity sum={begins} />
                </TableCell>
                <TableCell className="max-lg:hidden" />
                <TableCell className="max-xl:hidden" />
                <TableCell />
                <TableCell />
              </TableRow>
            ) : null}
            <Row row={row} watched={isWatched(row.account.id, null)} />
          </Fragment>
        ))}
      </TableBody>
      {table.sum.accounts > 1 ? (
        <tfoot>
          <TableRow className="border-t border-b-0 font-medium hover:bg-transparent">
            <TableCell colSpan={2}>
              {table.sum.accounts === table.active ? 'All' : 'These'} {table.sum.accounts} accounts
            </TableCell>
            <TableCell className="text-right">
              <SumEquity sum={table.sum} />
            </TableCell>
            <TableCell className="max-lg:hidden" />
            <TableCell className="max-xl:hidden" />
            <TableCell />
            <TableCell />
          </TableRow>
        </tfoot>
      ) : null}
    </Table>
  )
}

function Row({ row: { account, figures }, watched }: { row: AccountRowView; watched: boolean }) {
  const alive = useHydrated()
  return (
    <TableRow>
      <TableCell className="h-14 w-[28%] max-w-0">
        <AccountName account={account} />
      </TableCell>
      <TableCell className="w-[22%]">
        <StatusCell account={account} stale={figures?.stale ?? null} />
      </TableCell>
      <TableCell className="text-right font-medium">
        <EquityCell figures={figures} />
      </TableCell>
      <TableCell className="max-lg:hidden">
        <AccountKey account={account} />
        <span className="block pt-0.5 xl:hidden">
          <PermissionChips permissions={account.permissions} />
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap max-xl:hidden">
        <PermissionChips permissions={account.permissions} />
      </TableCell>
      <TableCell className="figures whitespace-nowrap text-muted-foreground">
        {account.lastRefreshedAt ? <Age date={account.lastRefreshedAt} /> : 'Never'}
      </TableCell>
      <TableCell className="text-right">
        {/* Its place is kept: half of what a row weighs comes once it can be used. */}
        <span className="inline-flex h-7 w-14">
          {alive ? (
            <>
              <AccountRowBell account={account} watched={watched} />
              <AccountActions account={account} />
            </>
          ) : null}
        </span>
      </TableCell>
    </TableRow>
  )
}

interface SortHeadProps extends Pick<AccountsView, 'view' | 'setView'> {
  by: AccountSort
  right?: boolean
  children: string
}

/** A click sorts what matters most first, the next turns it round, the third leaves the order as added. */
function SortHead({ by, right = false, view, setView, children }: SortHeadProps) {
  const sorted = view.sort === by
  const first = BEGINS_DESCENDING[by]
  const Arrow = (sorted ? view.desc : first) ? ArrowDown : ArrowUp
  const next = () => {
    if (!sorted) setView({ sort: by, desc: first })
    else if (view.desc === first) setView({ desc: !first })
    else setView({ sort: 'added', desc: false })
  }
  return (
    <TableHead aria-sort={sorted ? (view.desc ? 'descending' : 'ascending') : 'none'} className={cn(right && 'text-right')}>
      <button
        type="button"
        onClick={next}
        className={cn(
          'caption group inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-foreground',
          right && 'flex-row-reverse',
          sorted && 'text-foreground',
        )}
      >
        {children}
        <Arrow aria-hidden className={cn('size-3 shrink-0', !sorted && 'invisible group-hover:visible group-hover:opacity-50')} />
      </button>
    </TableHead>
  )
}
