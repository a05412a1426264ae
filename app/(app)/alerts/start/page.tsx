import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { AlertsSkeleton } from '@/components/alerts/alerts-skeleton'
import { LimitedAlerts } from '@/components/alerts/limited-alerts'
import { StartAlerts } from '@/components/alerts/start-alerts'
import { pageTitle } from '@/components/language/page-title'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { currentDesk, HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Be told`)

/** Where the first account that somebody connects leads: how they hear of what happens to it. */
export default async function StartAlertsPage() {
  const { limited } = await currentDesk()
  prefetchStart()
  if (!limited) prefetch(trpc.tokens.terms.queryOptions())
  return (
    <HydrateClient>
      <Page narrow>
        <PageHeader
          title={<Trans>Be told before it costs money</Trans>}
          description={<Trans>Your account is read from now on, also while nobody looks. Choose where you hear of it.</Trans>}
        />
        <QueryBoundary what={<Trans>Your alerts</Trans>} fallback={<AlertsSkeleton />}>
          {limited ? <LimitedAlerts /> : <StartAlerts />}
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}

function prefetchStart(): void {
  prefetch(trpc.alerts.rules.queryOptions())
  prefetch(trpc.alerts.channels.queryOptions())
}
