'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Notice } from '../ui/notice'
import { SecretInput } from '../ui/secret-input'
import { SubmitButton } from '../ui/submit-button'
import { useEarlyRegister } from '../ui/use-early-register'
import { newPasswordSchema, PASSWORD_ADVICE } from './new-password'
import { useLinkCode } from './use-link-code'

/** Sets a new password with the code of a link. */
export function ResetPasswordForm() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const reset = useMutation(trpc.security.resetPassword.mutationOptions())
  const code = useLinkCode()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(newPasswordSchema), defaultValues: { newPassword: '' } })
  const field = useEarlyRegister(form)

  const onSubmit = form.handleSubmit(async ({ newPassword }) => {
    setProblem(null)
    try {
      await reset.mutateAsync({ code: code ?? '', newPassword })
    } catch (error) {
      const { fields, message } = failureOf(error)
      if (fields.newPassword) form.setError('newPassword', { message: fields.newPassword }, { shouldFocus: true })
      else setProblem(message)
    }
  })

  if (reset.isSuccess) {
    return (
      <div className="flex flex-col gap-4">
        <Notice role="status" title={t`Your password is set`}>
          <Trans>All sessions that were open have ended, and so have all API tokens: scripts need new ones.</Trans>
        </Notice>
        <Button asChild variant="primary" size="lg">
          <Link href="/sign-in">
            <Trans>Sign in</Trans>
          </Link>
        </Button>
      </div>
    )
  }
  if (code === '') {
    return (
      <Notice tone="warning" title={t`This link is not whole`}>
        <Trans>
          Open it straight from the message, or{' '}
          <Link href="/forgot-password" className="text-brand underline underline-offset-4">
            ask for a new one
          </Link>
          .
        </Trans>
      </Notice>
    )
  }
  const { errors, isSubmitting } = form.formState
  return (
    <form onSubmit={onSubmit} method="post" noValidate className="flex flex-col gap-4">
      {problem ? <Notice tone="error">{problem}</Notice> : null}
      <Field label={t`New password`} help={t(PASSWORD_ADVICE)} error={errors.newPassword?.message}>
        {(control) => <SecretInput {...control} {...field('newPassword')} what={t`password`} autoComplete="new-password" />}
      </Field>
      <SubmitButton size="lg" loading={isSubmitting} disabled={code === null}>
        <Trans>Set password</Trans>
      </SubmitButton>
    </form>
  )
}
