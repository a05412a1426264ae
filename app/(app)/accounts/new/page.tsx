import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { ChevronLeft } from 'lucide-react'
import { NewAccount } from '@/components/accounts/new-account'
import { NewAccountSkeleton } from '@/components/accounts/new-account-skeleton'
import { Link } from '@/components/desk/link'
import { pageTitle } from '@/components/language/page-title'
import { Page, PageHeader } from '@/components/shell/page'
import { QueryBoundary } from '@/components/ui/query-boundary'
import { HydrateClient, prefetch, trpc } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Add account`)

export default function NewAccountPage() {
  const { t } = useLingui()
  prefetch(trpc.exchanges.list.queryOptions({}))
  prefetch(trpc.accounts.list.queryOptions({}))
  prefetch(trpc.exchanges.egress.queryOptions())
  return (
    <HydrateClient>
      <Page narrow>
        <Link
          href="/accounts"
          className="touch-target -mb-2 inline-flex w-fit items-center gap-1 rounded-sm text-muted-foreground text-sm hover:text-foreground"
        >
          <ChevronLeft aria-hidden className="size-4" />
          <Trans>Accounts</Trans>
        </Link>
        <PageHeader title={t`Add account`} description={t`The key is tried on the exchange before anything is saved.`} />
        <QueryBoundary what={t`The exchanges`} fallback={<NewAccountSkeleton />}>
          <NewAccount />
        </QueryBoundary>
      </Page>
    </HydrateClient>
  )
}
