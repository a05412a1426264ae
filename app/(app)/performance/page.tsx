import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { Returns } from '@/components/performance/returns'
import { amongThese, returnsInput, scopeOf } from '@/components/performance/scope'
import { PerformanceNav } from '@/components/performance/sections'
import { Page, PageHeader } from '@/components/shell/page'
import { requireSession } from '@/server/auth/session'
import { caller } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Performance' }

export default async function PerformancePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { settings } = await requireSession()
  const accounts = await caller.accounts.list({})
  const scope = amongThese(await scopeOf(searchParams, settings.timeZone), accounts)
  const input = returnsInput(scope, new Date())
  const [performance, coverage, explained] = await Promise.all([
    caller.performance.get({ ...input, groupBy: 'account' }),
    caller.flows.coverage({}),
    caller.performance.explain(input),
  ])
  return (
    <Page>
      <PageHeader title="Performance" description="Gains without what came and went. Whole days, UTC." />
      <PerformanceNav at="/performance" scope={scope} accounts={accounts} />
      <Returns performance={performance} coverage={coverage} unexplained={explained.parts?.unexplained ?? null} />
    </Page>
  )
}
