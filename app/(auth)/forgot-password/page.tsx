import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthFrame } from '@/components/auth/auth-frame'
import { ForgotPasswordForm } from '@/components/auth/forgot-password-form'
import { TrpcProvider } from '@/components/trpc-provider'

export const metadata: Metadata = { title: 'Forgot password' }

export default function ForgotPasswordPage() {
  return (
    <AuthFrame
      title="Forgot your password?"
      description="Enter your e-mail address for a link that sets a new one."
      footer={
        <Link href="/sign-in" className="touch-target font-medium text-brand underline-offset-4 hover:underline">
          Back to sign in
        </Link>
      }
    >
      <TrpcProvider>
        <ForgotPasswordForm />
      </TrpcProvider>
    </AuthFrame>
  )
}
