import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { SearchParams } from 'nuqs/server'
import { pageTitle } from '@/components/language/page-title'
import { Changes } from '@/components/performance/changes'
import { amongThese, scopeInput, scopeOf } from '@/components/performance/scope'
import { PerformanceNav } from '@/components/performance/sections'
import { Page, PageHeader } from '@/components/shell/page'
import { requireSession } from '@/server/auth/session'
import { caller } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`What changed`)

export default async function ChangesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { settings } = await requireSession()
  const accounts = await caller.accounts.list({})
  const scope = amongThese(await scopeOf(searchParams, settings.timeZone), accounts)
  const explained = await caller.performance.explain(scopeInput(scope))
  return (
    <Page>
      <PageHeader
        title={<Trans>What changed</Trans>}
        description={<Trans>What a change of equity is made of, to the last cent.</Trans>}
      />
      <PerformanceNav at="/performance/changes" scope={scope} accounts={accounts} />
      <Changes explained={explained} scope={scope} />
    </Page>
  )
}
