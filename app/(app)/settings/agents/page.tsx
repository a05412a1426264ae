import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { pageTitle } from '@/components/language/page-title'
import { AgentsSection } from '@/components/settings/agents-section'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Connect an agent`)

export default function AgentsPage() {
  prefetch(trpc.oauth.address.queryOptions())
  prefetch(trpc.tokens.list.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what={<Trans>Your agents</Trans>} fallback={<SettingsSkeleton />}>
        <AgentsSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
