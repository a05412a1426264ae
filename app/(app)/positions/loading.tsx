import { useLingui } from '@lingui/react/macro'
import { BrowserSkeleton } from '@/components/balances/browser-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

/** Stands at once when somebody comes here; the page's own parts take its place as they arrive. */
export default function PositionsLoading() {
  const { t } = useLingui()
  return (
    <Page>
      <PageHeader title={t`Positions`} />
      <BrowserSkeleton what="positions" />
    </Page>
  )
}
