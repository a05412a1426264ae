import { useLingui } from '@lingui/react/macro'
import { AlertsSkeleton } from '@/components/alerts/alerts-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

export default function Loading() {
  const { t } = useLingui()
  return (
    <Page narrow>
      <PageHeader
        title={t`Be told before it costs money`}
        description={t`Your account is read from now on, also while nobody looks. Choose where you hear of it.`}
      />
      <AlertsSkeleton />
    </Page>
  )
}
