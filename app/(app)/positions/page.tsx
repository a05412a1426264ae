import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { createLoader, type SearchParams } from 'nuqs/server'
import { BrowserSkeleton } from '@/components/balances/browser-skeleton'
import { assetSearch, firstWindow, VIEW_DEFAULTS } from '@/components/balances/view-query'
import { pageTitle } from '@/components/language/page-title'
import { Positions } from '@/components/positions/positions'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { requireSession } from '@/server/auth/session'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Positions`)

const load = createLoader(assetSearch(VIEW_DEFAULTS.positions))

export default async function PositionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [query, { settings }] = await Promise.all([load(searchParams), requireSession()])
  prefetch(
    trpc.balances.assets.queryOptions(
      firstWindow('positions', query, { dustUsd: settings.dustThreshold, zone: settings.timeZone ?? 'UTC' }),
    ),
  )
  return (
    <HydrateClient>
      <Page>
        <PageHeader title={<Trans>Positions</Trans>} />
        <QueryBoundary what={<Trans>The positions</Trans>} fallback={<BrowserSkeleton what="positions" />}>
          <Positions />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
