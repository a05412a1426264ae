import type { Metadata } from 'next'
import { BrowserSkeleton } from '@/components/balances/browser-skeleton'
import { Positions } from '@/components/positions/positions'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Positions' }

export default function PositionsPage() {
  prefetch(trpc.balances.overview.queryOptions())
  return (
    <HydrateClient>
      <Page>
        <PageHeader title="Positions" />
        <QueryBoundary what="The positions" fallback={<BrowserSkeleton what="positions" />}>
          <Positions />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
