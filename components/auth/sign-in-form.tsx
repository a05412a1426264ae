'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import Link from 'next/link'
import { type FormEvent, useRef, useState } from 'react'
import type { ProviderChoice } from '@/server/schemas/security'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { lazyPart } from '../ui/lazy-part'
import { Notice } from '../ui/notice'
import { SecretInput } from '../ui/secret-input'
import { SubmitButton } from '../ui/submit-button'
import { PasskeyButton } from './passkey-button'
import { ProviderButtons } from './provider-buttons'
import { signInHere, warmSignIn } from './sign-in'
import { refusalMessage } from './sign-in-outcome'

const SecondFactorForm = lazyPart(() => import('./second-factor-form').then((file) => file.SecondFactorForm), {
  persist: true,
})

interface SignInValues {
  email: string
  password: string
}

type Mistakes = Partial<Record<keyof SignInValues, MessageDescriptor>>

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
  const { t } = useLingui()
  const [problem, setProblem] = useState(() => refusalMessage(error))
  const [mistakes, setMistakes] = useState<Mistakes>({})
  const [kept, setKept] = useState<SignInValues>({ email: '', password: '' })
  const [pending, setPending] = useState<SignInValues | 'provider' | null>(secondStep ? 'provider' : null)
  const [sending, setSending] = useState(false)
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const arrive = () => window.location.assign(returnTo)

  // The fields stay the browser's own: what stood in them before the page came to life is there when they are sent.
  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (sending || !email.current || !password.current) return
    const values = { email: email.current.value.trim(), password: password.current.value }
    const found = mistakesOf(values, email.current)
    setMistakes(found)
    if (found.email) return email.current.focus()
    if (found.password) return password.current.focus()
    setProblem(null)
    setSending(true)
    const outcome = await signInHere('credentials', { ...values })
    setSending(false)
    if (outcome.kind === 'done') return arrive()
    if (outcome.kind === 'second_factor') {
      setKept(values)
      return setPending(values)
    }
    setProblem(outcome.message)
    password.current?.focus()
  }

  if (pending) {
    const confirm = (code: string) =>
      pending === 'provider' ? signInHere('second-step', { code }) : signInHere('credentials', { ...pending, code })
    return <SecondFactorForm open confirm={confirm} onDone={arrive} onBack={() => setPending(null)} />
  }

  return (
    <div className="flex flex-col gap-5">
      <form
        onSubmit={(event) => void onSubmit(event)}
        onFocus={warmSignIn}
        onChange={() => setMistakes({})}
        method="post"
        noValidate
        className="flex flex-col gap-4"
      >
        {problem ? <Notice tone="error">{t(problem)}</Notice> : null}
        <Field label={t`E-mail`} error={mistakes.email && t(mistakes.email)}>
          {(control) => (
            <Input
              {...control}
              ref={email}
              name="email"
              defaultValue={kept.email}
              required
              type="email"
              autoComplete="username"
              inputMode="email"
              autoCapitalize="none"
            />
          )}
        </Field>
        <Field
          label={t`Password`}
          error={mistakes.password && t(mistakes.password)}
          aside={
            <Link
              href="/forgot-password"
              className="touch-text rounded-sm text-right text-brand text-xs underline-offset-4 hover:underline"
            >
              <Trans>Forgot it?</Trans>
            </Link>
          }
        >
          {(control) => (
            <SecretInput
              {...control}
              ref={password}
              name="password"
              defaultValue={kept.password}
              what={t`password`}
              autoComplete="current-password"
            />
          )}
        </Field>
        <SubmitButton size="lg" loading={sending}>
          <Trans>Sign in</Trans>
        </SubmitButton>
      </form>
      <p
        aria-hidden
        className="flex items-center gap-3 text-subtle-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border"
      >
        <Trans>or</Trans>
      </p>
      <div className="flex flex-col gap-2">
        <PasskeyButton onDone={arrive} onRefused={setProblem} />
        <ProviderButtons providers={providers} returnTo={returnTo} />
      </div>
    </div>
  )
}

function mistakesOf({ email, password }: SignInValues, field: HTMLInputElement): Mistakes {
  return {
    // A browser knows what an address is; whether it is somebody's, the server does.
    ...(email === '' || !field.validity.valid ? { email: msg`Enter your e-mail address.` } : {}),
    ...(password === '' ? { password: msg`Enter your password.` } : {}),
  }
}
