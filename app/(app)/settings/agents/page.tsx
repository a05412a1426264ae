import type { Metadata } from 'next'
import { AgentsSection } from '@/components/settings/agents-section'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Connect an agent' }

export default function AgentsPage() {
  prefetch(trpc.oauth.address.queryOptions())
  prefetch(trpc.tokens.list.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what="Your agents" fallback={<SettingsSkeleton />}>
        <AgentsSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
