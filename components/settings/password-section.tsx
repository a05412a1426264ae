'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { newPassword, PASSWORD_ADVICE } from '../auth/new-password'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Notice } from '../ui/notice'
import { SecretInput } from '../ui/secret-input'
import { SubmitButton } from '../ui/submit-button'
import { toast } from '../ui/toast'
import { SettingsSection } from './section'

const schema = z.object({ password: z.string(), newPassword })
const EMPTY = { password: '', newPassword: '' }

/** Changes the password, or sets the first one; all other sessions end with it. */
export function PasswordSection({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const change = useMutation(trpc.security.changePassword.mutationOptions())
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: EMPTY })
  const { errors, isSubmitting } = form.formState

  const onSubmit = form.handleSubmit(async (values) => {
    setProblem(null)
    try {
      const { sessionsEnded } = await change.mutateAsync({
        newPassword: values.newPassword,
        ...(hasPassword ? { password: values.password } : {}),
      })
      form.reset(EMPTY)
      void queryClient.invalidateQueries(trpc.sessions.pathFilter())
      void queryClient.invalidateQueries(trpc.security.pathFilter())
      const description = sessionsEnded > 0 ? 'All other sessions are signed out.' : undefined
      toast.success(hasPassword ? 'Your password is changed' : 'Your password is set', { description })
    } catch (error) {
      const { fields, message } = failureOf(error)
      if (fields.newPassword) form.setError('newPassword', { message: fields.newPassword }, { shouldFocus: true })
      if (fields.password) form.setError('password', { message: fields.password }, { shouldFocus: true })
      if (!fields.password && !fields.newPassword) setProblem(message)
    }
  })

  return (
    <SettingsSection title="Password">
      <form onSubmit={onSubmit} method="post" noValidate className="flex flex-col gap-4">
        {/* For password managers: whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <div className="grid gap-4 sm:grid-cols-2">
          {hasPassword ? (
            <Field label="Password now" error={errors.password?.message}>
              {(control) => (
                <SecretInput {...control} {...form.register('password')} what="password" autoComplete="current-password" />
              )}
            </Field>
          ) : null}
          <Field label="New password" help={PASSWORD_ADVICE} error={errors.newPassword?.message}>
            {(control) => (
              <SecretInput {...control} {...form.register('newPassword')} what="new password" autoComplete="new-password" />
            )}
          </Field>
        </div>
        {problem ? <Notice tone="error">{problem}</Notice> : null}
        <div className="flex justify-end">
          <SubmitButton variant="secondary" loading={isSubmitting} className="max-sm:h-10 max-sm:flex-1">
            {hasPassword ? 'Change password' : 'Set password'}
          </SubmitButton>
        </div>
      </form>
    </SettingsSection>
  )
}
