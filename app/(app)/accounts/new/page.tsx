import { ChevronLeft } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { NewAccount } from '@/components/accounts/new-account'
import { NewAccountSkeleton } from '@/components/accounts/new-account-skeleton'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Add account' }

export default function NewAccountPage() {
  prefetch(trpc.exchanges.list.queryOptions({}))
  prefetch(trpc.accounts.list.queryOptions({}))
  prefetch(trpc.exchanges.egress.queryOptions())
  return (
    <HydrateClient>
      <Page narrow>
        <Link
          href="/accounts"
          className="touch-target -mb-2 inline-flex w-fit items-center gap-1 rounded-sm text-muted-foreground text-sm hover:text-foreground"
        >
          <ChevronLeft aria-hidden className="size-4" />
          Accounts
        </Link>
        <PageHeader title="Add account" description="The key is tried on the exchange before anything is saved." />
        <QueryBoundary what="The exchanges" fallback={<NewAccountSkeleton />}>
          <NewAccount />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
