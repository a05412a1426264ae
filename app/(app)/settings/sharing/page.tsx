import type { Metadata } from 'next'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { ShareLinksSection } from '@/components/settings/share-links-section'
import { StatementsSection } from '@/components/settings/statements-section'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Sharing' }

export default function SharingPage() {
  prefetch(trpc.shares.list.queryOptions())
  prefetch(trpc.tokens.terms.queryOptions())
  return (
    <HydrateClient>
      <QueryBoundary what="Your share links" fallback={<SettingsSkeleton />}>
        <ShareLinksSection />
        <StatementsSection />
      </QueryBoundary>
    </HydrateClient>
  )
}
