'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import type { SignInOutcome } from './sign-in-outcome'

const schema = z.object({ code: z.string().trim().min(6, /*i18n*/ 'Enter the code.') })

interface SecondFactorFormProps {
  open?: boolean
  /** Sends the code. */
  confirm: (code: string) => Promise<SignInOutcome>
  onDone: () => void
  onBack: () => void
}

/** The code of an authenticator app, or one of the recovery codes. */
export function SecondFactorForm({ confirm, onDone, onBack }: SecondFactorFormProps) {
  const { t } = useLingui()
  const [recovery, setRecovery] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { code: '' } })
  const { setFocus } = form
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field is another one when `recovery` changes.
  useEffect(() => setFocus('code'), [setFocus, recovery])

  const onSubmit = form.handleSubmit(async ({ code }) => {
    setProblem(null)
    const outcome = await confirm(code)
    if (outcome.kind === 'done') return onDone()
    if (outcome.kind === 'second_factor') {
      form.setError('code', { message: t`This code is wrong or was used already. Try the newest one.` }, { shouldFocus: true })
    } else setProblem(t(outcome.message))
  })

  const { errors, isSubmitting } = form.formState
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      {problem ? <Notice tone="error">{problem}</Notice> : null}
      <Field
        key={recovery ? 'recovery' : 'totp'}
        label={recovery ? t`Recovery code` : t`Code`}
        help={recovery ? t`One of those that you kept. Each works once.` : t`The six digits that your authenticator app shows.`}
        error={errors.code?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...form.register('code')}
            autoComplete={recovery ? 'off' : 'one-time-code'}
            inputMode={recovery ? 'text' : 'numeric'}
            autoCapitalize="none"
            spellCheck={false}
            className="figures font-mono tracking-widest"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" loading={isSubmitting}>
        <Trans>Confirm</Trans>
      </Button>
      <div className="flex justify-between gap-4">
        <Button variant="link" onClick={onBack}>
          <Trans>Back</Trans>
        </Button>
        <Button
          variant="link"
          onClick={() => {
            form.reset()
            setRecovery(!recovery)
          }}
        >
          {recovery ? t`Use the app instead` : t`Use a recovery code`}
        </Button>
      </div>
    </form>
  )
}
