import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { Join } from '@/components/desks/join'
import { pageTitle } from '@/components/language/page-title'
import { TrpcProvider } from '@/components/trpc-provider'
import { currentSession, isConfinedHere } from '@/server/auth/session'

export const generateMetadata = pageTitle(msg`Join a desk`, { referrer: 'no-referrer' })

/** Where the link of an invitation to a desk leads. */
export default async function JoinPage() {
  const session = await currentSession()
  if (session && (await isConfinedHere())) redirect('/settings/security')
  return (
    <AuthFrame title={<Trans>You are invited</Trans>}>
      <TrpcProvider>
        <Join email={session?.email ?? null} />
      </TrpcProvider>
    </AuthFrame>
  )
}
