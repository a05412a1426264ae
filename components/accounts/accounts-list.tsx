'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Wallet } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { Activity, useDeferredValue, useMemo, useState } from 'react'
import { SAMPLE_EXCHANGE } from '@/server/domain/sample'
import { useSettled } from '../balances/use-settled'
import { Link } from '../desk/link'
import { ForRole } from '../desks/desk-role'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { cn } from '../ui/cn'
import { EmptyState } from '../ui/empty-state'
import { useScreen } from '../ui/use-screen'
import { AccountsCards } from './accounts-cards'
import { MoreAccounts, NoneLikeThat } from './accounts-ends'
import { AccountsTable } from './accounts-table'
import { AccountsToolbar, KEEPING_SORTS } from './accounts-toolbar'
import { ArchivedAccounts } from './archived-accounts'
import { AddSample, SampleNotice } from './sample-desk'
import { accountsSearch, FIRST_ROWS, MORE_ROWS, tableInput } from './table-view'

/** Time in which somebody types on. */
const TYPING_MS = 150

/** The active accounts with what is known of them, as they were chosen, sorted and grouped; archived ones apart. */
export function AccountsList() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const screen = useScreen()
  const [view, setQuery] = useQueryStates(accountsSearch)
  const [more, setMore] = useState(0)
  const settled = useSettled(view.q, TYPING_MS)
  const wanted = useMemo(() => tableInput({ ...view, q: settled }, FIRST_ROWS + more * MORE_ROWS), [view, settled, more])
  // What was there stays until what is asked for has come.
  const asked = useDeferredValue(wanted)
  const { data: table } = useSuspenseQuery(trpc.accounts.table.queryOptions(asked))
  const behind = asked !== wanted || settled !== view.q
  const setView = (change: Partial<typeof view>) => {
    setMore(0)
    void setQuery(change)
  }
  if (table.active === 0) {
    return (
      <>
        <Card>
          <EmptyState
            icon={Wallet}
            title={t`Connect your first account`}
            description={t`Choose an exchange and enter a key that may only read. Balances, positions and history follow by themselves.`}
            action={
              <ForRole least="manager">
                <Button asChild variant="primary">
                  <Link href="/accounts/new">
                    <Plus aria-hidden />
                    <Trans>Add account</Trans>
                  </Link>
                </Button>
                {table.archived === 0 ? <AddSample /> : null}
              </ForRole>
            }
          />
        </Card>
        <ArchivedAccounts count={table.archived} />
      </>
    )
  }
  const left = table.sum.accounts - table.rows.length
  const shown = { table, view, setView }
  return (
    <>
      {table.rows[0]?.account.exchange === SAMPLE_EXCHANGE ? <SampleNotice /> : null}
      <Card>
        {table.active > 1 ? <AccountsToolbar {...shown} sorts={KEEPING_SORTS} /> : null}
        <div className={cn('transition-opacity', behind && 'opacity-60')} aria-busy={behind}>
          {screen === 'narrow' ? null : (
            // Each of its own, so that the shape that this screen does not show goes before it has come alive.
            <Activity>
              <div className="hidden md:block">
                <AccountsTable {...shown} />
              </div>
            </Activity>
          )}
          {screen === 'wide' ? null : (
            <Activity>
              <div className="md:hidden">
                <AccountsCards table={table} />
              </div>
            </Activity>
          )}
          {table.rows.length === 0 ? <NoneLikeThat {...shown} /> : null}
        </div>
        {left > 0 ? (
          <MoreAccounts
            shown={table.rows.length}
            of={table.sum.accounts}
            busy={behind}
            onMore={() => setMore(more + 1)}
            words={behind ? t`Loading…` : t`Show ${Math.min(MORE_ROWS, left)} more`}
          />
        ) : null}
      </Card>
      <ArchivedAccounts count={table.archived} />
    </>
  )
}
