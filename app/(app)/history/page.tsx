import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { createLoader, type SearchParams } from 'nuqs/server'
import { History } from '@/components/history/history'
import { HISTORY_POINTS, historySearch, rangeInput } from '@/components/history/history-search'
import { HistorySkeleton } from '@/components/history/history-skeleton'
import { pageTitle } from '@/components/language/page-title'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { requireSession } from '@/server/auth/session'
import { HydrateClient, prefetch, prefetchHistory, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`History`)

const load = createLoader(historySearch)

export default async function HistoryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [view, { settings }] = await Promise.all([load(searchParams), requireSession()])
  prefetch(trpc.accounts.list.queryOptions({ includeArchived: true }))
  // Which accounts an address names that are there is known once their list is; and a zone that only the browser knows, there.
  if (view.accounts.length === 0 && view.tag.length === 0 && settings.timeZone !== null) {
    const stretch = rangeInput(view, settings.timeZone)
    prefetchHistory({ ...stretch, groupBy: view.groupBy, maxPoints: HISTORY_POINTS }, settings.timeZone)
    if (view.metric === 'equity') prefetch(trpc.performance.gain.queryOptions(stretch))
  }
  return (
    <HydrateClient>
      <Page>
        <PageHeader title={<Trans>History</Trans>} />
        <QueryBoundary what={<Trans>The history</Trans>} fallback={<HistorySkeleton />}>
          <History />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
