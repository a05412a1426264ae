import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { createLoader, type SearchParams } from 'nuqs/server'
import { Account } from '@/components/account/account'
import { accountHistory, accountSearch, accountStretch, REFRESHES_SHOWN } from '@/components/account/account-queries'
import { AccountSkeleton } from '@/components/account/account-skeleton'
import { pageTitle } from '@/components/language/page-title'
import { Page } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { requireSession } from '@/server/auth/session'
import { HydrateClient, prefetch, prefetchHistory, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Account`)

const load = createLoader(accountSearch)

interface AccountPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParams>
}

export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  const { id } = await params
  const [{ period }, { settings }] = await Promise.all([load(searchParams), requireSession()])
  prefetch(trpc.accounts.get.queryOptions({ id }))
  prefetch(trpc.balances.cached.queryOptions({ accountIds: [id] }))
  prefetch(trpc.accounts.refreshes.queryOptions({ id, limit: REFRESHES_SHOWN }))
  prefetch(trpc.accounts.activity.queryOptions({ id }))
  prefetch(trpc.performance.gain.queryOptions(accountStretch(id, period)))
  prefetchHistory(accountHistory(id, period), settings.timeZone)
  return (
    <HydrateClient>
      <Page>
        <QueryBoundary what={<Trans>This account</Trans>} fallback={<AccountSkeleton />}>
          <Account id={id} />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
