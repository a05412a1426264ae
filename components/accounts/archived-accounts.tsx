'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { AccountActions } from './account-actions'
import { AccountName } from './account-name'

/** Apart from the others and folded: their history stays, their keys are gone. They are asked for when they are opened. */
export function ArchivedAccounts({ count }: { count: number }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const [open, setOpen] = useState(false)
  const all = useQuery({ ...trpc.accounts.list.queryOptions({ includeArchived: true }), enabled: open })
  const accounts = all.data?.filter(({ archived }) => archived)
  if (count === 0) return null
  return (
    <details className="group rounded-lg border bg-card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex h-11 list-none items-center gap-1.5 px-4 font-medium text-muted-foreground hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        <Trans>
          Archived
          <span className="figures font-normal text-subtle-foreground">{count}</span>
        </Trans>
      </summary>
      {accounts ? (
        <ul aria-label={t`Archived accounts`} className="divide-y border-t">
          {accounts.map((account) => (
            <li key={account.id} className="flex items-center justify-between gap-3 px-4 py-2.5">
              <AccountName account={account} />
              <AccountActions account={account} />
            </li>
          ))}
        </ul>
      ) : (
        <p role="status" className="border-t px-4 py-3 text-muted-foreground">
          {all.error ? failureOf(all.error).message : t`Loading…`}
        </p>
      )}
    </details>
  )
}
