import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { safeReturnPath } from '@/components/auth/return-path'
import { SignInForm } from '@/components/auth/sign-in-form'
import { currentSession } from '@/server/auth/session'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  searchParams: Promise<{ from?: string | string[] }>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { from } = await searchParams
  const returnTo = safeReturnPath(typeof from === 'string' ? from : null)
  if (await currentSession()) redirect(returnTo)
  const query = returnTo === '/overview' ? '' : `?from=${encodeURIComponent(returnTo)}`
  return (
    <AuthFrame
      title="Sign in"
      footer={
        <>
          New here?{' '}
          <Link href={`/sign-up${query}`} className="font-medium text-brand underline-offset-4 hover:underline">
            Create an account
          </Link>
        </>
      }
    >
      <SignInForm returnTo={returnTo} />
    </AuthFrame>
  )
}
