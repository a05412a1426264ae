import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { SearchParams } from 'nuqs/server'
import { pageTitle } from '@/components/language/page-title'
import { RETURNS_BY } from '@/components/performance/by'
import { Returns } from '@/components/performance/returns'
import { amongThese, returnsInput, scopeOf } from '@/components/performance/scope'
import { PerformanceNav } from '@/components/performance/sections'
import { Page, PageHeader } from '@/components/shell/page'
import { requireSession } from '@/server/auth/session'
import { caller } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Performance`)

export default async function PerformancePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ settings }, { by: asked }] = await Promise.all([requireSession(), searchParams])
  const accounts = await caller.accounts.list({})
  const scope = amongThese(await scopeOf(searchParams, settings.timeZone), accounts)
  const by = RETURNS_BY.find((each) => each === asked) ?? 'account'
  const input = returnsInput(scope, new Date())
  const [performance, coverage, explained, { marks }] = await Promise.all([
    caller.performance.get({ ...input, groupBy: by === 'coin' ? 'none' : by }),
    caller.flows.coverage({}),
    caller.performance.explain(input),
    caller.performance.gain(input),
  ])
  return (
    <Page>
      <PageHeader
        title={<Trans>Performance</Trans>}
        description={<Trans>Gains without what came and went. Whole days, UTC.</Trans>}
      />
      <PerformanceNav at="/performance" scope={scope} accounts={accounts} />
      <Returns
        scope={scope}
        by={by}
        performance={performance}
        coverage={coverage.filter(({ accountId }) => scope.account === null || accountId === scope.account)}
        explained={explained}
        marks={marks}
      />
    </Page>
  )
}
