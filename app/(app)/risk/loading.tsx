import { useLingui } from '@lingui/react/macro'
import { RiskSkeleton } from '@/components/risk/risk-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

/** Stands at once when somebody comes here; the page's own parts take its place as they arrive. */
export default function RiskLoading() {
  const { t } = useLingui()
  return (
    <Page>
      <PageHeader title={t`Risk`} description={t`What becomes of the whole book when prices move.`} />
      <RiskSkeleton />
    </Page>
  )
}
