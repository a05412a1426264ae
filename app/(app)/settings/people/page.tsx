import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { notFound } from 'next/navigation'
import { InvitationsSection } from '@/components/admin/invitations-section'
import { PeopleSection } from '@/components/admin/people-section'
import { pageTitle } from '@/components/language/page-title'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { requireSession } from '@/server/auth/session'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`People`)

/** For administrators; for others it is not there. */
export default async function PeoplePage() {
  const { isAdmin, email } = await requireSession()
  if (!isAdmin) notFound()
  prefetch(trpc.admin.users.queryOptions())
  prefetch(trpc.security.get.queryOptions())
  prefetch(trpc.admin.invitations.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what={<Trans>The people</Trans>} fallback={<SettingsSkeleton />}>
        <PeopleSection ownEmail={email} />
      </QueryBoundary>
      <QueryBoundary what={<Trans>The invitations</Trans>} fallback={<SettingsSkeleton />}>
        <InvitationsSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
