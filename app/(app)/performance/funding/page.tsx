import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { SearchParams } from 'nuqs/server'
import { pageTitle } from '@/components/language/page-title'
import { FundingPaid } from '@/components/performance/funding-paid'
import { amongThese, scopeInput, scopeOf } from '@/components/performance/scope'
import { PerformanceNav } from '@/components/performance/sections'
import { Page, PageHeader } from '@/components/shell/page'
import { requireSession } from '@/server/auth/session'
import { caller } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Funding`)

export default async function FundingPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { settings } = await requireSession()
  const accounts = await caller.accounts.list({})
  const scope = amongThese(await scopeOf(searchParams, settings.timeZone), accounts)
  const input = scopeInput(scope)
  const [funding, hedges] = await Promise.all([caller.flows.funding(input), caller.flows.hedges(input)])
  return (
    <Page>
      <PageHeader title={<Trans>Funding</Trans>} description={<Trans>What perpetuals paid and cost, by pair and day.</Trans>} />
      <PerformanceNav at="/performance/funding" scope={scope} accounts={accounts} />
      <FundingPaid funding={funding} hedges={hedges} />
    </Page>
  )
}
