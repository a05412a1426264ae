'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { newPassword, PASSWORD_ADVICE } from '../auth/new-password'
import { Link } from '../desk/link'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Notice } from '../ui/notice'
import { SecretInput } from '../ui/secret-input'
import { SubmitButton } from '../ui/submit-button'
import { toast } from '../ui/toast'
import { CodeField } from './proof-fields'
import { SettingsSection } from './section'
import { tokensThatGoOn } from './token-words'

const schema = z.object({ password: z.string(), newPassword })
const EMPTY = { password: '', newPassword: '' }

/** Changes the password, or sets the first one; all other sessions end with it. */
export function PasswordSection({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const change = useMutation(trpc.security.changePassword.mutationOptions())
  const [problem, setProblem] = useState<string | null>(null)
  /** Of the second factor; null: not asked for. */
  const [code, setCode] = useState<string | null>(null)
  const [codeFault, setCodeFault] = useState<string>()
  const [goOn, setGoOn] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: EMPTY })
  const { errors, isSubmitting } = form.formState

  const onSubmit = form.handleSubmit(async (values) => {
    setProblem(null)
    setGoOn(null)
    setCodeFault(undefined)
    try {
      const { sessionsEnded, tokensLeft } = await change.mutateAsync({
        newPassword: values.newPassword,
        ...(hasPassword ? { password: values.password } : {}),
        ...(code?.trim() ? { code } : {}),
      })
      form.reset(EMPTY)
      setCode(null)
      setGoOn(tokensThatGoOn(tokensLeft, i18n))
      void queryClient.invalidateQueries(trpc.sessions.pathFilter())
      void queryClient.invalidateQueries(trpc.security.pathFilter())
      const description = sessionsEnded > 0 ? t`All other sessions are signed out.` : undefined
      toast.success(hasPassword ? t`Your password is changed` : t`Your password is set`, { description })
    } catch (error) {
      const { fields, message } = failureOf(error)
      if (fields.newPassword) form.setError('newPassword', { message: fields.newPassword }, { shouldFocus: true })
      if (fields.password) form.setError('password', { message: fields.password }, { shouldFocus: true })
      if (fields.code) {
        // The first time it is a question, not a fault.
        if (code !== null) setCodeFault(fields.code)
        setCode(code ?? '')
      }
      if (!fields.password && !fields.newPassword && !fields.code) setProblem(message)
    }
  })

  return (
    <SettingsSection title={t`Password`}>
      <form onSubmit={onSubmit} method="post" noValidate className="flex flex-col gap-4">
        {/* For password managers: whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <div className="grid gap-4 sm:grid-cols-2">
          {hasPassword ? (
            <Field label={t`Current password`} error={errors.password?.message}>
              {(control) => (
                <SecretInput {...control} {...form.register('password')} what={t`password`} autoComplete="current-password" />
              )}
            </Field>
          ) : null}
          <Field label={t`New password`} help={t(PASSWORD_ADVICE)} error={errors.newPassword?.message}>
            {(control) => (
              <SecretInput {...control} {...form.register('newPassword')} what={t`new password`} autoComplete="new-password" />
            )}
          </Field>
        </div>
        {code === null ? null : (
          <div className="grid gap-4 sm:grid-cols-2">
            <CodeField code={code} onChange={setCode} fault={codeFault} />
          </div>
        )}
        {problem ? <Notice tone="error">{problem}</Notice> : null}
        {goOn ? (
          <Notice role="status">
            <Trans>
              {goOn} They have a life of their own: end them under{' '}
              <Link href="/settings/tokens" className="text-brand underline underline-offset-4">
                API tokens
              </Link>
              , or with all other sessions below.
            </Trans>
          </Notice>
        ) : null}
        <div className="flex justify-end">
          <SubmitButton variant="secondary" loading={isSubmitting} className="max-sm:h-10 max-sm:flex-1">
            {hasPassword ? t`Change password` : t`Set password`}
          </SubmitButton>
        </div>
      </form>
    </SettingsSection>
  )
}
