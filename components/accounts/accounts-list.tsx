'use client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Wallet } from 'lucide-react'
import Link from 'next/link'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { AccountsCards } from './accounts-cards'
import { AccountsTable } from './accounts-table'
import { ArchivedAccounts } from './archived-accounts'

/** All accounts of the user: the active ones with what is known of them, archived ones apart. */
export function AccountsList() {
  const trpc = useTRPC()
  const { data: accounts } = useSuspenseQuery(trpc.accounts.list.queryOptions({ includeArchived: true }))
  const { data: known } = useSuspenseQuery(trpc.accounts.figures.queryOptions())
  const figures = new Map(known.map((each) => [each.accountId, each]))
  const rows = accounts
    .filter(({ archived }) => !archived)
    .map((account) => ({ account, figures: figures.get(account.id) ?? null }))

  return (
    <>
      <Card>
        {rows.length === 0 ? (
          <EmptyState
            icon={Wallet}
            title="Connect your first account"
            description="Choose an exchange and enter a key that may only read. Balances, positions and history follow by themselves."
            action={
              <Button asChild variant="primary">
                <Link href="/accounts/new">
                  <Plus aria-hidden />
                  Add account
                </Link>
              </Button>
            }
          />
        ) : (
          <>
            <div className="hidden md:block">
              <AccountsTable rows={rows} />
            </div>
            <div className="md:hidden">
              <AccountsCards rows={rows} />
            </div>
          </>
        )}
      </Card>
      <ArchivedAccounts accounts={accounts.filter(({ archived }) => archived)} />
    </>
  )
}
