import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { NewDeskSection } from '@/components/desks/new-desk'
import { pageTitle } from '@/components/language/page-title'
import { BrowserSection } from '@/components/settings/browser-section'
import { ProfileForm } from '@/components/settings/profile-form'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Profile`)

export default function ProfilePage() {
  prefetch(trpc.settings.get.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what={<Trans>Your settings</Trans>} fallback={<SettingsSkeleton />}>
        <ProfileForm />
        <BrowserSection />
        <NewDeskSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
