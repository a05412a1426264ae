import { AlertsSkeleton } from '@/components/alerts/alerts-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

export default function Loading() {
  return (
    <Page narrow>
      <PageHeader
        title="Be told before it costs money"
        description="Your account is read from now on, also while nobody looks. Choose where you hear of it."
      />
      <AlertsSkeleton />
    </Page>
  )
}
