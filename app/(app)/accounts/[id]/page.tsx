import type { Metadata } from 'next'
import { Account } from '@/components/account/account'
import { AccountSkeleton } from '@/components/account/account-skeleton'
import { REFRESHES_SHOWN } from '@/components/account/shown'
import { Page } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  prefetch(trpc.accounts.get.queryOptions({ id }))
  prefetch(trpc.balances.cached.queryOptions({ accountIds: [id] }))
  prefetch(trpc.accounts.refreshes.queryOptions({ id, limit: REFRESHES_SHOWN }))
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
