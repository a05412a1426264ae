'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import Link from 'next/link'
import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import type { ProviderChoice } from '@/server/schemas/security'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { SecretInput } from '../ui/secret-input'
import { SubmitButton } from '../ui/submit-button'
import { useEarlyRegister } from '../ui/use-early-register'
import { PasskeyButton } from './passkey-button'
import { ProviderButtons } from './provider-buttons'
import { SecondFactorForm } from './second-factor-form'
import { outcomeOf, refusalMessage } from './sign-in-outcome'

const schema = z.object({
  email: z.email('Enter your e-mail address.'),
  password: z.string().min(1, 'Enter your password.'),
})

export type SignInValues = z.infer<typeof schema>

interface SignInFormProps {
  returnTo: string
  providers: readonly ProviderChoice[]
  /** Of a sign-in at a provider that failed. */
  error: string | null
  /** A provider vouched for somebody who has a second factor here. */
  secondStep: boolean
}

/** E-mail and password, a passkey, or a provider; where the server asks for it, the second factor. */
export function SignInForm({ returnTo, providers, error, secondStep }: SignInFormProps) {
  const [problem, setProblem] = useState(refusalMessage(error))
  const [pending, setPending] = useState<SignInValues | 'provider' | null>(secondStep ? 'provider' : null)
  const form = useForm<SignInValues>({ resolver: zodResolver(schema), defaultValues: { email: '', password: '' } })
  const field = useEarlyRegister(form)
  const arrive = () => window.location.assign(returnTo)

  const onSubmit = form.handleSubmit(async (values) => {
    setProblem(null)
    const outcome = outcomeOf(await signIn('credentials', { ...values, redirect: false }))
    if (outcome.kind === 'done') return arrive()
    if (outcome.kind === 'second_factor') return setPending(values)
    setProblem(outcome.message)
    form.setFocus('password')
  })

  if (pending) {
    const confirm = async (code: string) =>
      outcomeOf(
        pending === 'provider'
          ? await signIn('second-step', { code, redirect: false })
          : await signIn('credentials', { ...pending, code, redirect: false }),
      )
    return <SecondFactorForm confirm={confirm} onDone={arrive} onBack={() => setPending(null)} />
  }

  const { errors, isSubmitting } = form.formState
  return (
    <div className="flex flex-col gap-5">
      <form onSubmit={onSubmit} method="post" noValidate className="flex flex-col gap-4">
        {problem ? <Notice tone="error">{problem}</Notice> : null}
        <Field label="E-mail" error={errors.email?.message}>
          {(control) => (
            <Input
              {...control}
              {...field('email')}
              type="email"
              autoComplete="username"
              inputMode="email"
              autoCapitalize="none"
            />
          )}
        </Field>
        <Field
          label="Password"
          error={errors.password?.message}
          aside={
            <Link href="/forgot-password" className="rounded-sm text-brand text-xs underline-offset-4 hover:underline">
              Forgot it?
            </Link>
          }
        >
          {(control) => <SecretInput {...control} {...field('password')} what="password" autoComplete="current-password" />}
        </Field>
        <SubmitButton size="lg" loading={isSubmitting}>
          Sign in
        </SubmitButton>
      </form>
      <p
        aria-hidden
        className="flex items-center gap-3 text-subtle-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border"
      >
        or
      </p>
      <div className="flex flex-col gap-2">
        <PasskeyButton onDone={arrive} onRefused={setProblem} />
        <ProviderButtons providers={providers} returnTo={returnTo} />
      </div>
    </div>
  )
}
