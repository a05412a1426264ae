import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { InvitationsSection } from '@/components/admin/invitations-section'
import { PeopleSection } from '@/components/admin/people-section'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { requireSession } from '@/server/auth/session'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'People' }

/** For administrators; for others it is not there. */
export default async function PeoplePage() {
  const { isAdmin, email } = await requireSession()
  if (!isAdmin) notFound()
  prefetch(trpc.admin.users.queryOptions())
  prefetch(trpc.security.get.queryOptions())
  prefetch(trpc.admin.invitations.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what="The people" fallback={<SettingsSkeleton />}>
        <PeopleSection ownEmail={email} />
      </QueryBoundary>
      <QueryBoundary what="The invitations" fallback={<SettingsSkeleton />}>
        <InvitationsSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
