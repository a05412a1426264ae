import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { DeskSettings } from '@/components/desks/desk-settings'
import { pageTitle } from '@/components/language/page-title'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Desk`)

export default function DeskPage() {
  prefetch(trpc.desks.get.queryOptions())
  prefetch(trpc.security.get.queryOptions())
  prefetch(trpc.desks.members.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what={<Trans>The desk</Trans>} fallback={<SettingsSkeleton />}>
        <DeskSettings />
      </QueryBoundary>
    </HydrateClient>
  )
}
