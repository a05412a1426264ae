'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { requestResetSchema } from '@/server/schemas/security'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { SubmitButton } from '../ui/submit-button'
import { useEarlyRegister } from '../ui/use-early-register'

/** Asks for a link that sets a new password. The answer is the same whoever asks. */
export function ForgotPasswordForm() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const request = useMutation(trpc.security.requestReset.mutationOptions())
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(requestResetSchema), defaultValues: { email: '' } })
  const field = useEarlyRegister(form)

  const onSubmit = form.handleSubmit(async (values) => {
    setProblem(null)
    try {
      await request.mutateAsync(values)
    } catch (error) {
      setProblem(failureOf(error).message)
    }
  })

  if (request.isSuccess) {
    return (
      <Notice role="status" title={t`On its way, if that address is known here`}>
        <Trans>The link works for an hour. If this server sends no mail, whoever runs it finds the link in its log.</Trans>
      </Notice>
    )
  }
  const { errors, isSubmitting } = form.formState
  return (
    <form onSubmit={onSubmit} method="post" noValidate className="flex flex-col gap-4">
      {problem ? <Notice tone="error">{problem}</Notice> : null}
      <Field label={t`E-mail`} error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...field('email')} type="email" autoComplete="username" inputMode="email" autoCapitalize="none" />
        )}
      </Field>
      <SubmitButton size="lg" loading={isSubmitting}>
        <Trans>Send a link</Trans>
      </SubmitButton>
    </form>
  )
}
