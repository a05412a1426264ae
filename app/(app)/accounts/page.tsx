import { Plus, Tag } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { createLoader, type SearchParams } from 'nuqs/server'
import { AccountsList } from '@/components/accounts/accounts-list'
import { AccountsSkeleton } from '@/components/accounts/accounts-skeleton'
import { accountsSearch, tableInput } from '@/components/accounts/table-view'
import { Page, PageHeader } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const metadata: Metadata = { title: 'Accounts' }

const load = createLoader(accountsSearch)

export default async function AccountsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  prefetch(trpc.accounts.table.queryOptions(tableInput(await load(searchParams))))
  return (
    <HydrateClient>
      <Page>
        <PageHeader
          title="Accounts"
          actions={
            <>
              <Button asChild>
                <Link href="/tags">
                  <Tag aria-hidden />
                  Tags
                </Link>
              </Button>
              <Button asChild variant="primary">
                <Link href="/accounts/new">
                  <Plus aria-hidden />
                  Add account
                </Link>
              </Button>
            </>
          }
        />
        <QueryBoundary what="Your accounts" fallback={<AccountsSkeleton />}>
          <AccountsList />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
