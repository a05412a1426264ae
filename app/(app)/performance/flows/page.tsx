import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { SearchParams } from 'nuqs/server'
import { pageTitle } from '@/components/language/page-title'
import { wordsOfRequest } from '@/components/language/words-of-request'
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

export const generateMetadata = pageTitle(msg`Flows`)

export default async function FlowsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [{ settings }, params] = await Promise.all([requireSession(), searchParams])
  const i18n = await wordsOfRequest()
  const accounts = await caller.accounts.list({})
  const scope = amongThese(await scopeOf(searchParams, settings.timeZone), accounts)
  const search = flowSearch(params)
  // A figure's rows are those that it was made of, whatever else is chosen.
  const { part, coin } = search
  const figure = part && i18n._(PART_LABELS[part].label)
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
        title={<Trans>Flows</Trans>}
        description={<Trans>Entries of the exchanges’ own ledgers, the newest first.</Trans>}
        actions={<WriteFlow accounts={accounts} account={scope.account} />}
      />
      <PerformanceNav at="/performance/flows" scope={scope} accounts={accounts} />
      {part ? (
        <p className="text-muted-foreground">
          {coin ? (
            <Trans>
              Entries behind “{figure}” of {coin}.
            </Trans>
          ) : (
            <Trans>Entries behind “{figure}”.</Trans>
          )}{' '}
          <IntentLink href={flowHref(scope, { ...search, part: null })} className="text-brand underline underline-offset-4">
            <Trans>All entries</Trans>
          </IntentLink>
        </p>
      ) : null}
      <FlowFilter scope={scope} search={search} />
      <FlowTable page={page} scope={scope} search={search} coverage={coverage} />
    </Page>
  )
}
