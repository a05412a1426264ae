import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { SnoozeByLink } from '@/components/alerts/snooze-by-link'
import { AuthFrame } from '@/components/auth/auth-frame'
import { pageTitle } from '@/components/language/page-title'
import { TrpcProvider } from '@/components/trpc-provider'

export const generateMetadata = pageTitle(msg`Quiet for 4 hours`, { referrer: 'no-referrer' })

export default async function SnoozePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return (
    <AuthFrame title={<Trans>Quiet for 4 hours</Trans>}>
      <TrpcProvider>
        <SnoozeByLink token={token} />
      </TrpcProvider>
    </AuthFrame>
  )
}
