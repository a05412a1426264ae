import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { createLoader, type SearchParams } from 'nuqs/server'
import { choiceInput } from '@/components/accounts/table-view'
import { pageTitle } from '@/components/language/page-title'
import { Overview } from '@/components/overview/overview'
import { FIRST_WINDOW, overviewQueries, overviewSearch } from '@/components/overview/overview-queries'
import { OverviewSkeleton } from '@/components/overview/overview-skeleton'
import { Page } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { requireSession } from '@/server/auth/session'
import { HydrateClient, prefetch, prefetchHistory, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Overview`)

const load = createLoader(overviewSearch)

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ period, by, ...accounts }, { settings }] = await Promise.all([load(searchParams), requireSession()])
  prefetch(trpc.overview.summary.queryOptions())
  prefetch(trpc.overview.lines.queryOptions({ ...choiceInput(accounts), ...FIRST_WINDOW }))
  const { total, lines, gain } = overviewQueries(period, by)
  prefetch(trpc.performance.gain.queryOptions(gain))
  for (const input of by === 'total' ? [total] : [total, lines]) prefetchHistory(input, settings.timeZone)
  return (
    <HydrateClient>
      <Page>
        <QueryBoundary what={<Trans>The overview</Trans>} fallback={<OverviewSkeleton />}>
          <Overview />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
