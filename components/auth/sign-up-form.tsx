'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { signIn } from 'next-auth/react'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { emailSchema } from '@/server/schemas/users'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { SecretInput } from '../ui/secret-input'
import { SubmitButton } from '../ui/submit-button'
import { useEarlyRegister } from '../ui/use-early-register'
import { newPassword, PASSWORD_ADVICE } from './new-password'
import { outcomeOf } from './sign-in-outcome'

const schema = z.object({
  email: emailSchema,
  password: newPassword,
  setupCode: z.string().trim(),
})

interface SignUpFormProps {
  returnTo: string
  /** From the link of an invitation. */
  invitation: string | null
  /** Nobody administers yet: the setup code is asked for, and this is what its link said. */
  setup?: string
}

/** Makes a user and signs them in. Whether the address had one before is not told by the answer. */
export function SignUpForm({ returnTo, invitation, setup }: SignUpFormProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const register = useMutation(trpc.users.register.mutationOptions())
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '', password: '', setupCode: '' } })
  const field = useEarlyRegister(form)
  const { setValue } = form
  // A link is read once the page has come to life, and what was typed elsewhere before stays.
  useEffect(() => {
    if (setup) setValue('setupCode', setup)
  }, [setup, setValue])

  const onSubmit = form.handleSubmit(async ({ setupCode, ...values }) => {
    setProblem(null)
    if (setup !== undefined && setupCode === '') {
      form.setError('setupCode', { message: t`Enter the code that the start printed.` }, { shouldFocus: true })
      return
    }
    try {
      await register.mutateAsync({ ...values, ...(invitation && { invitation }), ...(setup !== undefined && { setupCode }) })
    } catch (error) {
      const { fields, message } = failureOf(error)
      if (fields.email) form.setError('email', { message: fields.email }, { shouldFocus: true })
      if (fields.password) form.setError('password', { message: fields.password }, { shouldFocus: true })
      if (fields.setupCode && setup !== undefined) {
        form.setError('setupCode', { message: fields.setupCode }, { shouldFocus: true })
      } else if (!fields.email && !fields.password) setProblem(fields.invitation ?? message)
      return
    }
    const outcome = outcomeOf(await signIn('credentials', { ...values, redirect: false }))
    if (outcome.kind === 'done') window.location.assign(returnTo)
    else setProblem(t`This address may have been used before. Sign in with its password, or reset it.`)
  })

  const { errors, isSubmitting } = form.formState
  return (
    <form onSubmit={onSubmit} method="post" noValidate className="flex flex-col gap-4">
      {problem ? <Notice tone="error">{problem}</Notice> : null}
      {setup !== undefined ? (
        <Field
          label={t`Setup code`}
          help={t`Printed by the start of this server, and good once: whoever has it is the administrator.`}
          error={errors.setupCode?.message}
        >
          {(control) => (
            <Input
              {...control}
              {...field('setupCode')}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </Field>
      ) : null}
      <Field label={t`E-mail`} error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...field('email')} type="email" autoComplete="username" inputMode="email" autoCapitalize="none" />
        )}
      </Field>
      <Field label={t`Password`} help={t(PASSWORD_ADVICE)} error={errors.password?.message}>
        {(control) => <SecretInput {...control} {...field('password')} what={t`password`} autoComplete="new-password" />}
      </Field>
      <SubmitButton size="lg" loading={isSubmitting}>
        <Trans>Create account</Trans>
      </SubmitButton>
    </form>
  )
}
