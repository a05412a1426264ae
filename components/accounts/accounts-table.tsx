'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Fragment } from 'react'
import type { AccountRowView, AccountTableView, TagLabel } from '@/server/domain/views'
import { AccountRowBell } from '../alerts/row-bells'
import { useWatched } from '../alerts/use-watched'
import { RowWalk } from '../command/row-walk'
import { Age } from '../format/age'
import { useHydrated } from '../format/use-hydrated'
import { cn } from '../ui/cn'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { AccountActions } from './account-actions'
import { withGroups } from './account-groups'
import { AccountKey } from './account-key'
import { AccountName } from './account-name'
import type { AccountsView } from './accounts-toolbar'
import { EquityCell } from './equity-cell'
import { PermissionChips } from './permission-chips'
import { SortHead } from './sort-head'
import { StatusCell } from './status-cell'
import { GroupRow, SumFoot } from './sum-rows'

/** Those after the equity. */
const COLUMNS = 4

/** Active accounts on desks, and the sum over all that were chosen. */
export function AccountsTable({ table, view, setView }: AccountsView<AccountTableView>) {
  const { t } = useLingui()
  const sort = { view, setView }
  const isWatched = useWatched()
  return (
    <RowWalk>
      <Table aria-label={t`Accounts`} className={cn(table.active > 1 && 'border-t')}>
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
            <TableHead className="pl-8 max-lg:hidden">
              <Trans>Key</Trans>
            </TableHead>
            <TableHead className="max-xl:hidden">
              <Trans>Permissions</Trans>
            </TableHead>
            <SortHead by="refreshed" {...sort}>
              <Trans>Refreshed</Trans>
            </SortHead>
            <TableHead className="w-20">
              <span className="sr-only">
                <Trans>Actions</Trans>
              </span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {withGroups(table.rows, table.groups).map(({ row, begins }) => (
            <Fragment key={row.account.id}>
              {begins ? <GroupRow group={begins} columns={COLUMNS} /> : null}
              <Row row={row} tags={table.tags} watched={isWatched(row.account.id, null)} />
            </Fragment>
          ))}
        </TableBody>
        <SumFoot table={table} columns={COLUMNS} />
      </Table>
    </RowWalk>
  )
}

interface RowProps {
  row: AccountRowView
  tags: readonly TagLabel[]
  watched: boolean
}

function Row({ row: { account, figures, tags: own }, tags, watched }: RowProps) {
  const { t } = useLingui()
  const alive = useHydrated()
  return (
    <TableRow>
      <TableCell className="h-14 w-[28%] max-w-0">
        <AccountName account={account} tags={tags.filter(({ id }) => own.includes(id))} />
      </TableCell>
      <TableCell className="w-[22%]">
        <StatusCell account={account} stale={figures?.stale ?? null} />
      </TableCell>
      <TableCell className="text-right font-medium">
        <EquityCell figures={figures} />
      </TableCell>
      <TableCell className="pl-8 max-lg:hidden">
        <AccountKey account={account} />
        <span className="block pt-0.5 xl:hidden">
          <PermissionChips permissions={account.permissions} />
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap max-xl:hidden">
        <PermissionChips permissions={account.permissions} />
      </TableCell>
      <TableCell className="figures whitespace-nowrap text-muted-foreground">
        {account.lastRefreshedAt ? <Age date={account.lastRefreshedAt} /> : t`Never`}
      </TableCell>
      <TableCell className="text-right">
        {/* Its place is kept: half of what a row weighs comes once it can be used. */}
        <span className="inline-flex h-7 pointer-coarse:h-11 w-14 pointer-coarse:w-22">
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
