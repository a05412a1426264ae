import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { pageTitle } from '@/components/language/page-title'
import { AuditSection } from '@/components/settings/audit-section'
import { OwnData, WaysIn } from '@/components/settings/security'
import { SessionsSection } from '@/components/settings/sessions-section'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { Notice } from '@/components/ui/notice'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { isConfinedHere } from '@/server/auth/session'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Security`)

export default async function SecurityPage() {
  prefetch(trpc.security.get.queryOptions())
  prefetch(trpc.settings.get.queryOptions())
  prefetch(trpc.sessions.list.queryOptions())
  return (
    <HydrateClient>
      {(await isConfinedHere()) ? (
        <Notice title={<Trans>Set up a second factor</Trans>}>
          <Trans>Everybody here needs an authenticator app or a passkey. The rest opens once you have one.</Trans>
        </Notice>
      ) : null}
      <QueryBoundary what={<Trans>Your ways to sign in</Trans>} fallback={<SettingsSkeleton />}>
        <WaysIn />
      </QueryBoundary>
      <QueryBoundary what={<Trans>Your sessions</Trans>} fallback={<SettingsSkeleton />}>
        <SessionsSection />
      </QueryBoundary>
      <AuditSection />
      <QueryBoundary what={<Trans>Your data</Trans>} fallback={null}>
        <OwnData />
      </QueryBoundary>
    </HydrateClient>
  )
}
