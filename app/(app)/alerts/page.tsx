import type { Metadata } from 'next'
import { Alerts } from '@/components/alerts/alerts'
import { AlertsSkeleton } from '@/components/alerts/alerts-skeleton'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Alerts' }

export default function AlertsPage() {
  prefetch(trpc.alerts.firing.queryOptions())
  prefetch(trpc.alerts.rules.queryOptions())
  prefetch(trpc.alerts.channels.queryOptions())
  prefetch(trpc.alerts.settings.queryOptions())
  prefetch(trpc.alerts.history.queryOptions({ before: null }))
  return (
    <HydrateClient>
      <Page narrow>
        <PageHeader title="Alerts" description="What you are told of, and how." />
        <QueryBoundary what="Your alerts" fallback={<AlertsSkeleton />}>
          <Alerts />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
