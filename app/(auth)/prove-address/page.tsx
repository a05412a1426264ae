import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { AuthFrame } from '@/components/auth/auth-frame'
import { ProveAddress } from '@/components/auth/prove-address'
import { pageTitle } from '@/components/language/page-title'
import { TrpcProvider } from '@/components/trpc-provider'
import { currentSession } from '@/server/auth/session'

export const generateMetadata = pageTitle(msg`Your address`)

export default async function ProveAddressPage() {
  const session = await currentSession()
  return (
    <AuthFrame title={<Trans>Prove your address</Trans>}>
      <TrpcProvider>
        <ProveAddress email={session?.email ?? null} />
      </TrpcProvider>
    </AuthFrame>
  )
}
