import { useLingui } from '@lingui/react/macro'
import { AlertsSkeleton } from '@/components/alerts/alerts-skeleton'
import { Page, PageHeader } from '@/components/shell/page'

export default function Loading() {
  const { t } = useLingui()
  return (
    <Page narrow>
      <PageHeader title={t`Alerts`} description={t`What you are told of, and how.`} />
      <AlertsSkeleton />
    </Page>
  )
}
