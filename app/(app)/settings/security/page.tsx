import type { Metadata } from 'next'
import { AuditSection } from '@/components/settings/audit-section'
import { OwnData, WaysIn } from '@/components/settings/security'
import { SessionsSection } from '@/components/settings/sessions-section'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Security' }

export default function SecurityPage() {
  prefetch(trpc.security.get.queryOptions())
  prefetch(trpc.settings.get.queryOptions())
  prefetch(trpc.sessions.list.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what="Your ways to sign in" fallback={<SettingsSkeleton />}>
        <WaysIn />
      </QueryBoundary>
      <QueryBoundary what="Your sessions" fallback={<SettingsSkeleton />}>
        <SessionsSection />
      </QueryBoundary>
      <AuditSection />
      <QueryBoundary what="Your data" fallback={null}>
        <OwnData />
      </QueryBoundary>
    </HydrateClient>
  )
}
