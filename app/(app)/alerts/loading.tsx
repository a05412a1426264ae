import { AlertsSkeleton } from '@/components/alerts/alerts-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

export default function Loading() {
  return (
    <Page narrow>
      <PageHeader title="Alerts" description="What you are told of, and how." />
      <AlertsSkeleton />
    </Page>
  )
}
