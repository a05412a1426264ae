import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { createLoader, type SearchParams } from 'nuqs/server'
import { Balances } from '@/components/balances/balances'
import { BrowserSkeleton } from '@/components/balances/browser-skeleton'
import { assetSearch, firstWindow, VIEW_DEFAULTS } from '@/components/balances/view-query'
import { pageTitle } from '@/components/language/page-title'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { requireSession } from '@/server/auth/session'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Balances`)

const load = createLoader(assetSearch(VIEW_DEFAULTS.balances))

export default async function BalancesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [query, { settings }] = await Promise.all([load(searchParams), requireSession()])
  prefetch(
    trpc.balances.assets.queryOptions(
      firstWindow('balances', query, { dustUsd: settings.dustThreshold, zone: settings.timeZone ?? 'UTC' }),
    ),
  )
  return (
    <HydrateClient>
      <Page>
        <PageHeader title={<Trans>Balances</Trans>} />
        <QueryBoundary what={<Trans>The balances</Trans>} fallback={<BrowserSkeleton what="balances" />}>
          <Balances />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
