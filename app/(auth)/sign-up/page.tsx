import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { safeReturnPath } from '@/components/auth/return-path'
import { SignUpDoor } from '@/components/auth/sign-up-door'
import { pageTitle } from '@/components/language/page-title'
import { TrpcProvider } from '@/components/trpc-provider'
import { currentSession } from '@/server/auth/session'
import { caller } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Create an account`)

interface SignUpPageProps {
  searchParams: Promise<{ from?: string | string[] }>
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const [{ from }, { registration, needsSetup }] = await Promise.all([searchParams, caller.users.doors()])
  const returnTo = safeReturnPath(typeof from === 'string' ? from : null)
  if (await currentSession()) redirect(returnTo)
  return (
    <AuthFrame
      title={needsSetup ? <Trans>Set up Ballast</Trans> : <Trans>Create an account</Trans>}
      description={
        needsSetup ? (
          <Trans>Nobody administers this server yet. You will: make your own account first.</Trans>
        ) : (
          <Trans>All your exchange accounts in one view, on your own server.</Trans>
        )
      }
      footer={
        needsSetup ? null : (
          <Trans>
            Have one already?{' '}
            <Link href="/sign-in" className="font-medium text-brand underline-offset-4 hover:underline">
              Sign in
            </Link>
          </Trans>
        )
      }
    >
      <TrpcProvider>
        <SignUpDoor registration={registration} needsSetup={needsSetup} returnTo={returnTo} />
      </TrpcProvider>
    </AuthFrame>
  )
}
