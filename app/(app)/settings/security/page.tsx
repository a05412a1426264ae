import type { Metadata } from 'next'
import { SessionsSection } from '@/components/settings/sessions-section'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Security' }

export default function SecurityPage() {
  prefetch(trpc.sessions.list.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what="Your sessions" fallback={<SettingsSkeleton />}>
        <SessionsSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
