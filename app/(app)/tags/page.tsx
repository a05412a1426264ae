import type { Metadata } from 'next'
import { Page, PageHeader } from '@/components/shell/page'
import { Tags } from '@/components/tags/tags'
import { TagsSkeleton } from '@/components/tags/tags-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Tags' }

export default function TagsPage() {
  prefetch(trpc.tags.sums.queryOptions())
  return (
    <HydrateClient>
      <Page>
        <PageHeader title="Tags" description="What belongs together, across accounts and exchanges." />
        <QueryBoundary what="Your tags" fallback={<TagsSkeleton />}>
          <Tags />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
