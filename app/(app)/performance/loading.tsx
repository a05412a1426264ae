import { HistorySkeleton } from '@/components/history/history-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

export default function Loading() {
  return (
    <Page>
      <PageHeader title="Performance" />
      <HistorySkeleton />
    </Page>
  )
}
