import type { Metadata } from 'next'
import { Overview } from '@/components/overview/overview'
import { OverviewSkeleton } from '@/components/overview/overview-skeleton'
import { Page } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Overview' }

export default function OverviewPage() {
  prefetch(trpc.balances.overview.queryOptions())
  return (
    <HydrateClient>
      <Page>
        <QueryBoundary what="The overview" fallback={<OverviewSkeleton />}>
          <Overview />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
