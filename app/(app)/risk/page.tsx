import type { Metadata } from 'next'
import { Risk } from '@/components/risk/risk'
import { RiskSkeleton } from '@/components/risk/risk-skeleton'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Risk' }

export default function RiskPage() {
  prefetch(trpc.risk.get.queryOptions())
  return (
    <HydrateClient>
      <Page>
        <PageHeader title="Risk" description="What becomes of the whole book when prices move." />
        <QueryBoundary what="The risk of the book" fallback={<RiskSkeleton />}>
          <Risk />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
