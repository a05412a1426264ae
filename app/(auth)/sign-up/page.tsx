import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/auth/auth-frame'
import { safeReturnPath } from '@/components/auth/return-path'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { currentSession } from '@/server/auth/session'

export const metadata: Metadata = { title: 'Create an account' }

interface SignUpPageProps {
  searchParams: Promise<{ from?: string | string[]; invitation?: string | string[] }>
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const { from, invitation } = await searchParams
  const returnTo = safeReturnPath(typeof from === 'string' ? from : null)
  if (await currentSession()) redirect(returnTo)
  return (
    <AuthFrame
      title="Create an account"
      description="All your exchange accounts in one view, on your own server."
      footer={
        <>
          Have one already?{' '}
          <Link href="/sign-in" className="font-medium text-brand underline-offset-4 hover:underline">
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm returnTo={returnTo} invitation={typeof invitation === 'string' ? invitation : null} />
    </AuthFrame>
  )
}
