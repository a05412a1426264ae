'use client'
import { useLingui } from '@lingui/react/macro'
import { Fragment } from 'react'
import type { AccountTableView } from '@/server/domain/views'
import { AccountRowBell } from '../alerts/row-bells'
import { useWatched } from '../alerts/use-watched'
import { Age } from '../format/age'
import { useHydrated } from '../format/use-hydrated'
import { AccountActions } from './account-actions'
import { withGroups } from './account-groups'
import { AccountName } from './account-name'
import { EquityCell } from './equity-cell'
import { PermissionChips } from './permission-chips'
import { StatusCell } from './status-cell'
import { GroupItem, SumItem } from './sum-rows'

/** Active accounts on phones: name, equity, state; the rest on the account's page. */
export function AccountsCards({ table }: { table: AccountTableView }) {
  const { t } = useLingui()
  const alive = useHydrated()
  const isWatched = useWatched()
  return (
    <ul aria-label={t`Accounts`} className="divide-y border-t">
      {withGroups(table.rows, table.groups).map(({ row: { account, figures, tags: own }, begins }) => (
        <Fragment key={account.id}>
          {begins ? <GroupItem group={begins} /> : null}
          <li className="flex flex-col gap-2 px-4 py-3">
            <div className="flex items-center justify-between gap-3">
              <AccountName account={account} tags={table.tags.filter(({ id }) => own.includes(id))} />
              <div className="flex shrink-0 items-center gap-1">
                <span className="font-medium text-base">
                  <EquityCell figures={figures} />
                </span>
                <span className="inline-flex h-7 pointer-coarse:h-11 w-14 pointer-coarse:w-22">
                  {alive ? (
                    <>
                      <AccountRowBell account={account} watched={isWatched(account.id, null)} />
                      <AccountActions account={account} />
                    </>
                  ) : null}
                </span>
              </div>
            </div>
            <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
              <StatusCell account={account} stale={figures?.stale ?? null} />
              <span className="flex items-center gap-2 text-muted-foreground text-xs">
                <PermissionChips permissions={account.permissions} />
                <span className="figures">
                  {account.lastRefreshedAt ? <Age date={account.lastRefreshedAt} /> : t`Never read`}
                </span>
              </span>
            </div>
          </li>
        </Fragment>
      ))}
      <SumItem table={table} />
    </ul>
  )
}
