import { BrowserSkeleton } from '@/components/balances/browser-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

/** Stands at once when somebody comes here; the page's own parts take its place as they arrive. */
export default function PositionsLoading() {
  return (
    <Page>
      <PageHeader title="Positions" />
      <BrowserSkeleton what="positions" />
    </Page>
  )
}
