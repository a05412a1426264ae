import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { notFound } from 'next/navigation'
import { EgressSection } from '@/components/admin/egress-section'
import { MailSection } from '@/components/admin/mail-section'
import { pageTitle } from '@/components/language/page-title'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { requireSession } from '@/server/auth/session'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Server`)

/** How this installation reaches others; for administrators, for others it is not there. */
export default async function ServerPage() {
  const { isAdmin } = await requireSession()
  if (!isAdmin) notFound()
  prefetch(trpc.admin.mail.queryOptions())
  prefetch(trpc.exchanges.egress.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what={<Trans>How letters leave</Trans>} fallback={<SettingsSkeleton />}>
        <MailSection />
      </QueryBoundary>
      <QueryBoundary what={<Trans>The address that exchanges see</Trans>} fallback={<SettingsSkeleton />}>
        <EgressSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
