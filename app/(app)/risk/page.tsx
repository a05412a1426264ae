import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { pageTitle } from '@/components/language/page-title'
import { Risk } from '@/components/risk/risk'
import { RiskSkeleton } from '@/components/risk/risk-skeleton'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Risk`)

export default function RiskPage() {
  const { t } = useLingui()
  prefetch(trpc.risk.get.queryOptions())
  return (
    <HydrateClient>
      <Page>
        <PageHeader title={t`Risk`} description={t`What becomes of the whole book when prices move.`} />
        <QueryBoundary what={t`The risk of the book`} fallback={<RiskSkeleton />}>
          <Risk />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
