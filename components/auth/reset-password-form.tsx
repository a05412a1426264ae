'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useState } from 'react'
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

/** Sets a new password with the code that stands behind `#` in the link, where no server log sees it. */
export function ResetPasswordForm() {
  const trpc = useTRPC()
  const reset = useMutation(trpc.security.resetPassword.mutationOptions())
  const [code, setCode] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(newPasswordSchema), defaultValues: { newPassword: '' } })
  const field = useEarlyRegister(form)

  useEffect(() => {
    function read() {
      const found = new URLSearchParams(window.location.hash.slice(1)).get('code')
      if (found === null) return setCode((before) => before ?? '')
      setCode(found)
      // The link leaves the address bar and the history with it.
      window.history.replaceState(null, '', window.location.pathname)
    }
    read()
    // Another link opened in this same tab.
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])

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
        <Notice role="status" title="Your password is set">
          All sessions that were open have ended.
        </Notice>
        <Button asChild variant="primary" size="lg">
          <Link href="/sign-in">Sign in</Link>
        </Button>
      </div>
    )
  }
  if (code === '') {
    return (
      <Notice tone="warning" title="This link is not whole">
        Open it straight from the message, or{' '}
        <Link href="/forgot-password" className="text-brand underline underline-offset-4">
          ask for a new one
        </Link>
        .
      </Notice>
    )
  }
  const { errors, isSubmitting } = form.formState
  return (
    <form onSubmit={onSubmit} method="post" noValidate className="flex flex-col gap-4">
      {problem ? <Notice tone="error">{problem}</Notice> : null}
      <Field label="New password" help={PASSWORD_ADVICE} error={errors.newPassword?.message}>
        {(control) => <SecretInput {...control} {...field('newPassword')} what="password" autoComplete="new-password" />}
      </Field>
      <SubmitButton size="lg" loading={isSubmitting} disabled={code === null}>
        Set password
      </SubmitButton>
    </form>
  )
}
