import type { Metadata } from 'next'
import { AuditSection } from '@/components/settings/audit-section'
import { OwnData, WaysIn } from '@/components/settings/security'
import { SessionsSection } from '@/components/settings/sessions-section'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { Notice } from '@/components/ui/notice'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { isConfinedHere } from '@/server/auth/session'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Security' }

export default async function SecurityPage() {
  prefetch(trpc.security.get.queryOptions())
  prefetch(trpc.settings.get.queryOptions())
  prefetch(trpc.sessions.list.queryOptions())
  return (
    <HydrateClient>
      {(await isConfinedHere()) ? (
        <Notice title="Set up a second factor">
          Everybody here needs an authenticator app or a passkey. The rest opens once you have one.
        </Notice>
      ) : null}
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
