import type { Metadata } from 'next'
import { AlertsSkeleton } from '@/components/alerts/alerts-skeleton'
import { StartAlerts } from '@/components/alerts/start-alerts'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Be told' }

/** Where the first account that somebody connects leads: how they hear of what happens to it. */
export default function StartAlertsPage() {
  prefetch(trpc.alerts.rules.queryOptions())
  prefetch(trpc.alerts.channels.queryOptions())
  prefetch(trpc.tokens.terms.queryOptions())
  return (
    <HydrateClient>
      <Page narrow>
        <PageHeader
          title="Be told before it costs money"
          description="Your account is read from now on, also while nobody looks. Choose where you hear of it."
        />
        <QueryBoundary what="Your alerts" fallback={<AlertsSkeleton />}>
          <StartAlerts />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
