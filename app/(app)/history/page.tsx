import type { Metadata } from 'next'
import { History } from '@/components/history/history'
import { HistorySkeleton } from '@/components/history/history-skeleton'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'History' }

export default function HistoryPage() {
  prefetch(trpc.accounts.list.queryOptions({ includeArchived: true }))
  return (
    <HydrateClient>
      <Page>
        <PageHeader title="History" />
        <QueryBoundary what="The history" fallback={<HistorySkeleton />}>
          <History />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
