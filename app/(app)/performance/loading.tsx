import { Trans } from '@lingui/react/macro'
import { HistorySkeleton } from '@/components/history/history-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

export default function Loading() {
  return (
    <Page>
      <PageHeader title={<Trans>Performance</Trans>} />
      <HistorySkeleton />
    </Page>
  )
}
