'use client'
import { ChevronRight } from 'lucide-react'
import type { AccountView } from '@/server/domain/views'
import { AccountActions } from './account-actions'
import { AccountName } from './account-name'

/** Apart from the others and folded: their history stays, their keys are gone. */
export function ArchivedAccounts({ accounts }: { accounts: readonly AccountView[] }) {
  if (accounts.length === 0) return null
  return (
    <details className="group rounded-lg border bg-card">
      <summary className="flex h-11 list-none items-center gap-1.5 px-4 font-medium text-muted-foreground hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        Archived
        <span className="figures font-normal text-subtle-foreground">{accounts.length}</span>
      </summary>
      <ul aria-label="Archived accounts" className="divide-y border-t">
        {accounts.map((account) => (
          <li key={account.id} className="flex items-center justify-between gap-3 px-4 py-2.5">
            <AccountName account={account} />
            <AccountActions account={account} />
          </li>
        ))}
      </ul>
    </details>
  )
}
