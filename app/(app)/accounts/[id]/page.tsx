import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { Account } from '@/components/account/account'
import { accountHistory, accountSearch, REFRESHES_SHOWN } from '@/components/account/account-queries'
import { AccountSkeleton } from '@/components/account/account-skeleton'
import { Page } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Account' }

const load = createLoader(accountSearch)

interface AccountPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParams>
}

export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  const { id } = await params
  const { period } = await load(searchParams)
  prefetch(trpc.accounts.get.queryOptions({ id }))
  prefetch(trpc.balances.cached.queryOptions({ accountIds: [id] }))
  prefetch(trpc.accounts.refreshes.queryOptions({ id, limit: REFRESHES_SHOWN }))
  prefetch(trpc.history.equity.queryOptions(accountHistory(id, period)))
  return (
    <HydrateClient>
      <Page>
        <QueryBoundary what="This account" fallback={<AccountSkeleton />}>
          <Account id={id} />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
