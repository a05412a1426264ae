import type { Metadata } from 'next'
import type { SearchParams } from 'nuqs/server'
import { FlowFilter, flowHref, flowSearch } from '@/components/performance/flow-filter'
import { FlowTable } from '@/components/performance/flow-table'
import { amongThese, scopeInput, scopeMoments, scopeOf } from '@/components/performance/scope'
import { PerformanceNav } from '@/components/performance/sections'
import { PART_LABELS } from '@/components/performance/words'
import { WriteFlow } from '@/components/performance/write-flow'
import { Page, PageHeader } from '@/components/shell/page'
import { IntentLink } from '@/components/ui/intent-link'
import { requireSession } from '@/server/auth/session'
import { coinNames } from '@/server/domain/flows/coin-names'
import { caller } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Flows' }

export default async function FlowsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ settings }, params] = await Promise.all([requireSession(), searchParams])
  const accounts = await caller.accounts.list({})
  const scope = amongThese(await scopeOf(searchParams, settings.timeZone), accounts)
  const search = flowSearch(params)
  // A figure's rows are those that it was made of, whatever else is chosen.
  const { part } = search
  const of = search.coin ? { coin: search.coin } : {}
  const ids = part && (await caller.performance.explain({ ...scopeInput(scope), ...of })).rows[part]
  const [page, coverage] = await Promise.all([
    caller.flows.list({
      ...(ids ? { ids } : scopeMoments(scope, new Date())),
      ...(search.kind && { kinds: [search.kind] }),
      ...(search.coin && !ids && { coins: coinNames(search.coin) }),
      ...(search.matched && { paired: search.matched === 'yes' }),
      ...(scope.account && !ids && { accountIds: [scope.account] }),
      ...(search.after && { after: search.after }),
    }),
    caller.flows.coverage({}),
  ])
  return (
    <Page>
      <PageHeader
        title="Flows"
        description="Entries of the exchanges’ own ledgers, the newest first."
        actions={<WriteFlow accounts={accounts} account={scope.account} />}
      />
      <PerformanceNav at="/performance/flows" scope={scope} accounts={accounts} />
      {part ? (
        <p className="text-muted-foreground">
          Entries behind “{PART_LABELS[part].label}”{search.coin ? ` of ${search.coin}` : ''}.{' '}
          <IntentLink href={flowHref(scope, { ...search, part: null })} className="text-brand underline underline-offset-4">
            All entries
          </IntentLink>
        </p>
      ) : null}
      <FlowFilter scope={scope} search={search} />
      <FlowTable page={page} scope={scope} search={search} coverage={coverage} />
    </Page>
  )
}
