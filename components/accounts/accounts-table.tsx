'use client'
import type { AccountFiguresView, AccountView } from '@/server/domain/views'
import { Age } from '../format/age'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { AccountActions } from './account-actions'
import { AccountKey } from './account-key'
import { AccountName } from './account-name'
import { EquityCell } from './equity-cell'
import { PermissionChips } from './permission-chips'
import { StatusCell } from './status-cell'

export interface AccountRow {
  account: AccountView
  /** Of its newest snapshot; null where there is none yet. */
  figures: AccountFiguresView | null
}

/** Active accounts on desks. */
export function AccountsTable({ rows }: { rows: readonly AccountRow[] }) {
  return (
    <Table aria-label="Accounts">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Account</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="text-right">Equity</TableHead>
          <TableHead className="max-lg:hidden">Key</TableHead>
          <TableHead className="max-xl:hidden">Permissions</TableHead>
          <TableHead>Refreshed</TableHead>
          <TableHead className="w-12">
            <span className="sr-only">Actions</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map(({ account, figures }) => (
          <TableRow key={account.id}>
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
              <AccountActions account={account} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
