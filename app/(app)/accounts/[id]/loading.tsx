import { AccountSkeleton } from '@/components/account/account-skeleton'
import { Page } from '@/components/shell/page'

/** Stands at once when somebody comes here; the page's own parts take its place as they arrive. */
export default function AccountLoading() {
  return (
    <Page>
      <AccountSkeleton />
    </Page>
  )
}
