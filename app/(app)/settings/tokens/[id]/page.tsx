import type { Metadata } from 'next'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { TokenUse } from '@/components/settings/token-use'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Use of a token' }

export default async function TokenPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  prefetch(trpc.tokens.list.queryOptions())
  prefetch(trpc.tokens.calls.queryOptions({ id }))
  prefetch(trpc.accounts.list.queryOptions({ includeArchived: true }))
  return (
    <HydrateClient>
      <QueryBoundary what="This token" fallback={<SettingsSkeleton />}>
        <TokenUse id={id} />
      </QueryBoundary>
    </HydrateClient>
  )
}
