'use client'
import { Age } from '../format/age'
import { AccountActions } from './account-actions'
import { AccountName } from './account-name'
import type { AccountRow } from './accounts-table'
import { EquityCell } from './equity-cell'
import { PermissionChips } from './permission-chips'
import { StatusCell } from './status-cell'

/** Active accounts on phones: name, equity, state; the rest on the account's page. */
export function AccountsCards({ rows }: { rows: readonly AccountRow[] }) {
  return (
    <ul aria-label="Accounts" className="divide-y">
      {rows.map(({ account, figures }) => (
        <li key={account.id} className="flex flex-col gap-2 px-4 py-3">
          <div className="flex items-center justify-between gap-3">
            <AccountName account={account} />
            <div className="flex shrink-0 items-center gap-1">
              <span className="font-medium text-base">
                <EquityCell figures={figures} />
              </span>
              <AccountActions account={account} />
            </div>
          </div>
          <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
            <StatusCell account={account} stale={figures?.stale ?? null} />
            <span className="flex items-center gap-2 text-muted-foreground text-xs">
              <PermissionChips permissions={account.permissions} />
              <span className="figures">{account.lastRefreshedAt ? <Age date={account.lastRefreshedAt} /> : 'Never read'}</span>
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}
