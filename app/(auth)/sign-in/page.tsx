import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { safeReturnPath } from '@/components/auth/return-path'
import { SignInForm } from '@/components/auth/sign-in-form'
import { pageTitle } from '@/components/language/page-title'
import { currentSession } from '@/server/auth/session'
import { caller } from '@/server/trpc/server'

export const generateMetadata = pageTitle(msg`Sign in`)

interface SignInPageProps {
  /** `error`: a provider said no. `step=code`: it said yes, and the second factor is asked for. */
  searchParams: Promise<{ from?: string | string[]; error?: string | string[]; step?: string | string[] }>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const [{ from, error, step }, { registration, needsSetup, providers }] = await Promise.all([searchParams, caller.users.doors()])
  const returnTo = safeReturnPath(typeof from === 'string' ? from : null)
  const failed = typeof error === 'string' ? error : null
  // With an error it was a link to a provider that failed, by somebody signed in: that is said here.
  if (!failed && (await currentSession())) redirect(returnTo)
  const query = returnTo === '/overview' ? '' : `?from=${encodeURIComponent(returnTo)}`
  return (
    <AuthFrame
      title={<Trans>Sign in</Trans>}
      footer={
        needsSetup ? (
          <Trans>
            Nobody administers this server yet.{' '}
            <Link href="/sign-up" className="font-medium text-brand underline-offset-4 hover:underline">
              Set it up
            </Link>
          </Trans>
        ) : registration === 'open' ? (
          <Trans>
            New here?{' '}
            <Link href={`/sign-up${query}`} className="font-medium text-brand underline-offset-4 hover:underline">
              Create an account
            </Link>
          </Trans>
        ) : null
      }
    >
      <SignInForm returnTo={returnTo} providers={providers} error={failed} secondStep={step === 'code'} />
    </AuthFrame>
  )
}
