import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { pageTitle } from '@/components/language/page-title'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { TokensSection } from '@/components/settings/tokens-section'
import { WebhooksSection } from '@/components/settings/webhooks-section'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`API tokens`)

export default function TokensPage() {
  prefetch(trpc.tokens.list.queryOptions())
  prefetch(trpc.tokens.terms.queryOptions())
  prefetch(trpc.webhooks.list.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what={<Trans>Your tokens</Trans>} fallback={<SettingsSkeleton />}>
        <TokensSection />
        <WebhooksSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
