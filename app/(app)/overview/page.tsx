import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { Overview } from '@/components/overview/overview'
import { overviewQueries, overviewSearch } from '@/components/overview/overview-queries'
import { OverviewSkeleton } from '@/components/overview/overview-skeleton'
import { Page } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Overview' }

const load = createLoader(overviewSearch)

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { period, by } = await load(searchParams)
  prefetch(trpc.balances.overview.queryOptions())
  const { total, lines, day, week } = overviewQueries(period, by)
  for (const input of by === 'total' ? [total, day, week] : [total, lines, day, week]) {
    prefetch(trpc.history.equity.queryOptions(input))
  }
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
