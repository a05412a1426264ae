'use client'
import { Trans } from '@lingui/react/macro'
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
import { Notice } from '../ui/notice'
import { type Proof, ProofFields, useProof } from './proof-fields'

export type { Proof } from './proof-fields'

interface ProofFormProps {
  /** False for people who only sign in by other ways: the server then wants a fresh sign-in. */
  hasPassword: boolean
  confirm: string
  tone?: 'primary' | 'destructive'
  /** Throws what the server refused. */
  onConfirm: (proof: Proof) => Promise<void>
  children?: ReactNode
}

/** Asks again who it is before what can't be undone, and says in place what was wrong. */
export function ProofForm({ hasPassword, confirm, tone = 'primary', onConfirm, children }: ProofFormProps) {
  const proof = useProof(hasPassword)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    setProblem(null)
    const given = proof.read()
    if (!given) return
    setPending(true)
    try {
      await onConfirm(given)
    } catch (error) {
      const failure = failureOf(error)
      if (!proof.refuse(failure)) setProblem(failure.message)
    } finally {
      setPending(false)
    }
  }

  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogBody>
        {children}
        <ProofFields proof={proof} />
        {problem ? <Notice tone="error">{problem}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>
            <Trans>Cancel</Trans>
          </Button>
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
