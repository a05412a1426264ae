import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Plus, Tag } from 'lucide-react'
import { createLoader, type SearchParams } from 'nuqs/server'
import { AccountsList } from '@/components/accounts/accounts-list'
import { AccountsSkeleton } from '@/components/accounts/accounts-skeleton'
import { accountsSearch, tableInput } from '@/components/accounts/table-view'
import { ForRole } from '@/components/desks/desk-role'
import { pageTitle } from '@/components/language/page-title'
import { Page, PageHeader } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { IntentLink } from '@/components/ui/intent-link'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Accounts`)

const load = createLoader(accountsSearch)

export default async function AccountsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  prefetch(trpc.accounts.table.queryOptions(tableInput(await load(searchParams))))
  return (
    <HydrateClient>
      <Page>
        <PageHeader
          title={<Trans>Accounts</Trans>}
          actions={
            <>
              <Button asChild>
                <IntentLink href="/tags">
                  <Tag aria-hidden />
                  <Trans>Tags</Trans>
                </IntentLink>
              </Button>
              <ForRole least="manager">
                <Button asChild variant="primary">
                  <IntentLink href="/accounts/new">
                    <Plus aria-hidden />
                    <Trans>Add account</Trans>
                  </IntentLink>
                </Button>
              </ForRole>
            </>
          }
        />
        <QueryBoundary what={<Trans>Your accounts</Trans>} fallback={<AccountsSkeleton />}>
          <AccountsList />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
