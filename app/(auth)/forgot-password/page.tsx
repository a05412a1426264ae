import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import Link from 'next/link'
import { AuthFrame } from '@/components/auth/auth-frame'
import { ForgotPasswordForm } from '@/components/auth/forgot-password-form'
import { pageTitle } from '@/components/language/page-title'
import { TrpcProvider } from '@/components/trpc-provider'

export const generateMetadata = pageTitle(msg`Forgot password`)

export default function ForgotPasswordPage() {
  return (
    <AuthFrame
      title={<Trans>Forgot your password?</Trans>}
      description={<Trans>Enter your e-mail address for a link that sets a new one.</Trans>}
      footer={
        <Link href="/sign-in" className="touch-target font-medium text-brand underline-offset-4 hover:underline">
          <Trans>Back to sign in</Trans>
        </Link>
      }
    >
      <TrpcProvider>
        <ForgotPasswordForm />
      </TrpcProvider>
    </AuthFrame>
  )
}
