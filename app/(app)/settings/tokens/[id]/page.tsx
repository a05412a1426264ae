import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { pageTitle } from '@/components/language/page-title'
import { SettingsSkeleton } from '@/components/settings/settings-skeleton'
import { TokenUse } from '@/components/settings/token-use'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Use of a token`)

export default async function TokenPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  prefetch(trpc.tokens.list.queryOptions())
  prefetch(trpc.tokens.calls.queryOptions({ id }))
  prefetch(trpc.accounts.list.queryOptions({ includeArchived: true }))
  return (
    <HydrateClient>
      <QueryBoundary what={<Trans>This token</Trans>} fallback={<SettingsSkeleton />}>
        <TokenUse id={id} />
      </QueryBoundary>
    </HydrateClient>
  )
}
