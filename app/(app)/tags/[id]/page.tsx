import type { Metadata } from 'next'
import { Page } from '@/components/shell/page'
import { Tag } from '@/components/tags/tag'
import { TagsSkeleton } from '@/components/tags/tags-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Tag' }

export default async function TagPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  prefetch(trpc.tags.get.queryOptions({ id }))
  return (
    <HydrateClient>
      <Page>
        <QueryBoundary what="This tag" fallback={<TagsSkeleton />}>
          <Tag id={id} />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
