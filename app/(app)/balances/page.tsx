import type { Metadata } from 'next'
import { Balances } from '@/components/balances/balances'
import { BrowserSkeleton } from '@/components/balances/browser-skeleton'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Balances' }

export default function BalancesPage() {
  prefetch(trpc.balances.overview.queryOptions())
  return (
    <HydrateClient>
      <Page>
        <PageHeader title="Balances" />
        <QueryBoundary what="The balances" fallback={<BrowserSkeleton what="balances" />}>
          <Balances />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
