import type { Metadata } from 'next'
import { FlowFilter, flowHref, flowSearch } from '@/components/performance/flow-filter'
import { FlowTable } from '@/components/performance/flow-table'
import { PerformanceNav, periodOf } from '@/components/performance/sections'
import { PART_LABELS } from '@/components/performance/words'
import { Page, PageHeader } from '@/components/shell/page'
import { IntentLink } from '@/components/ui/intent-link'
import { historyRange } from '@/server/schemas/history-range'
import { caller } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Flows' }

export default async function FlowsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const params = await searchParams
  const period = periodOf(params.period)
  const search = flowSearch(params)
  // A figure's rows are those that it was made of, whatever else is chosen.
  const { part } = search
  const ids = part && (await caller.performance.explain({ range: period })).rows[part]
  const [page, accounts, coverage] = await Promise.all([
    caller.flows.list({
      ...(ids ? { ids } : { from: historyRange(period, new Date()) }),
      ...(search.kind && { kinds: [search.kind] }),
      ...(search.coin && { coins: [search.coin] }),
      ...(search.account && { accountIds: [search.account] }),
      ...(search.after && { after: search.after }),
    }),
    caller.accounts.list({ includeArchived: true }),
    caller.flows.coverage({}),
  ])
  return (
    <Page>
      <PageHeader title="Flows" description="Entries of the exchanges’ own ledgers, the newest first." />
      <PerformanceNav at="/performance/flows" period={period} />
      {part ? (
        <p className="text-muted-foreground">
          Entries behind “{PART_LABELS[part].label}”.{' '}
          <IntentLink href={flowHref(period, { ...search, part: null })} className="text-brand underline underline-offset-4">
            All entries
          </IntentLink>
        </p>
      ) : null}
      <FlowFilter period={period} search={search} accounts={accounts} />
      <FlowTable page={page} period={period} search={search} coverage={coverage} />
    </Page>
  )
}
