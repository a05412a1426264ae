import { OverviewSkeleton } from '@/components/overview/overview-skeleton'
import { Page } from '@/components/shell/page'

/** Stands at once when somebody comes here; the page's own parts take its place as they arrive. */
export default function OverviewLoading() {
  return (
    <Page>
      <OverviewSkeleton />
    </Page>
  )
}
