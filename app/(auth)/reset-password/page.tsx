import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { AuthFrame } from '@/components/auth/auth-frame'
import { ResetPasswordForm } from '@/components/auth/reset-password-form'
import { pageTitle } from '@/components/language/page-title'
import { TrpcProvider } from '@/components/trpc-provider'

export const generateMetadata = pageTitle(msg`New password`)

export default function ResetPasswordPage() {
  return (
    <AuthFrame title={<Trans>Set a new password</Trans>}>
      <TrpcProvider>
        <ResetPasswordForm />
      </TrpcProvider>
    </AuthFrame>
  )
}
