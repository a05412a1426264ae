import type { Metadata } from 'next'
import { AuthFrame } from '@/components/auth/auth-frame'
import { ResetPasswordForm } from '@/components/auth/reset-password-form'
import { TrpcProvider } from '@/components/trpc-provider'

export const metadata: Metadata = { title: 'New password' }

export default function ResetPasswordPage() {
  return (
    <AuthFrame title="Set a new password">
      <TrpcProvider>
        <ResetPasswordForm />
      </TrpcProvider>
    </AuthFrame>
  )
}
