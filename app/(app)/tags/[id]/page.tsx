import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { pageTitle } from '@/components/language/page-title'
import { Page } from '@/components/shell/page'
import { Tag } from '@/components/tags/tag'
import { TagsSkeleton } from '@/components/tags/tags-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Tag`)

export default async function TagPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  prefetch(trpc.tags.get.queryOptions({ id }))
  return (
    <HydrateClient>
      <Page>
        <QueryBoundary what={<Trans>This tag</Trans>} fallback={<TagsSkeleton />}>
          <Tag id={id} />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
