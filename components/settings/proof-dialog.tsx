'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../ui/button'
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Notice } from '../ui/notice'
import { SecretInput } from '../ui/secret-input'

/** The signed-in person's own password, asked again. */
export interface Proof {
  password?: string
}

interface ProofFormProps {
  /** False for people who only sign in by other ways: the server then wants a fresh sign-in. */
  hasPassword: boolean
  confirm: string
  tone?: 'primary' | 'destructive'
  /** Throws what the server refused. */
  onConfirm: (proof: Proof) => Promise<void>
  children?: ReactNode
}

/** Asks for the password before what can't be undone, and says at it what was wrong. */
export function ProofForm({ hasPassword, confirm, tone = 'primary', onConfirm, children }: ProofFormProps) {
  const [password, setPassword] = useState('')
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    setFault(null)
    setProblem(null)
    if (hasPassword && password === '') return setFault('Enter your password.')
    setPending(true)
    try {
      await onConfirm(hasPassword ? { password } : {})
    } catch (error) {
      const failure = failureOf(error)
      if (failure.fields.password) setFault(failure.fields.password)
      else setProblem(failure.message)
    } finally {
      setPending(false)
    }
  }

  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogBody>
        {children}
        {hasPassword ? (
          <Field label="Your password" error={fault}>
            {(control) => (
              <SecretInput
                {...control}
                what="password"
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {problem ? <Notice tone="error">{problem}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant={tone} loading={pending}>
          {confirm}
        </Button>
      </DialogFooter>
    </form>
  )
}

interface ProofDialogProps extends ProofFormProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description: ReactNode
}

export function ProofDialog({ open, onOpenChange, title, description, ...form }: ProofDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>{description}</DialogDescription>
        </DialogHeader>
        <ProofForm {...form} />
      </DialogContent>
    </Dialog>
  )
}
