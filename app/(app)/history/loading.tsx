import { useLingui } from '@lingui/react/macro'
import { HistorySkeleton } from '@/components/history/history-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

/** Stands at once when somebody comes here; the page's own parts take its place as they arrive. */
export default function HistoryLoading() {
  const { t } = useLingui()
  return (
    <Page>
      <PageHeader title={t`History`} />
      <HistorySkeleton />
    </Page>
  )
}
