import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { pageTitle } from '@/components/language/page-title'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { ShareLinksSection } from '@/components/settings/share-links-section'
import { StatementsSection } from '@/components/settings/statements-section'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Sharing`)

export default function SharingPage() {
  prefetch(trpc.shares.list.queryOptions())
  prefetch(trpc.tokens.terms.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what={<Trans>Your share links</Trans>} fallback={<SettingsSkeleton />}>
        <ShareLinksSection />
        <StatementsSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
