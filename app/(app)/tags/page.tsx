import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { pageTitle } from '@/components/language/page-title'
import { Page, PageHeader } from '@/components/shell/page'
import { Tags } from '@/components/tags/tags'
import { TagsSkeleton } from '@/components/tags/tags-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Tags`)

export default function TagsPage() {
  const { t } = useLingui()
  prefetch(trpc.tags.sums.queryOptions())
  return (
    <HydrateClient>
      <Page>
        <PageHeader title={t`Tags`} description={t`What belongs together, across accounts and exchanges.`} />
        <QueryBoundary what={t`Your tags`} fallback={<TagsSkeleton />}>
          <Tags />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
