import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Alerts } from '@/components/alerts/alerts'
import { AlertsSkeleton } from '@/components/alerts/alerts-skeleton'
import { LimitedAlerts } from '@/components/alerts/limited-alerts'
import { pageTitle } from '@/components/language/page-title'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { currentDesk, HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Alerts`)

export default async function AlertsPage() {
  const { limited } = await currentDesk()
  prefetch(trpc.alerts.firing.queryOptions())
  prefetchOwn()
  if (!limited) prefetch(trpc.alerts.settings.queryOptions())
  return (
    <HydrateClient>
      <Page narrow>
        <PageHeader title={<Trans>Alerts</Trans>} description={<Trans>What you are told of, and how.</Trans>} />
        <QueryBoundary what={<Trans>Your alerts</Trans>} fallback={<AlertsSkeleton />}>
          {limited ? <LimitedAlerts /> : <Alerts />}
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}

function prefetchOwn(): void {
  prefetch(trpc.alerts.rules.queryOptions())
  prefetch(trpc.alerts.channels.queryOptions())
  prefetch(trpc.alerts.history.queryOptions({ before: null }))
}
