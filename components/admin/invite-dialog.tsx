'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { emailSchema } from '@/server/schemas/users'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { CopyLine } from '../ui/copy-line'
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
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'

interface Made {
  link: string
  /** It went to the address by mail too. */
  sent: boolean
}

interface InviteDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Makes an invitation, then shows its link: once. */
export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  const { t } = useLingui()
  const [made, setMade] = useState<Made | null>(null)
  const change = (next: boolean) => {
    if (!next) setMade(null)
    onOpenChange(next)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent onInteractOutside={(event) => made && event.preventDefault()}>
        <DialogHeader>
          <DialogTitle>{made ? t`The invitation is made` : t`Invite somebody`}</DialogTitle>
          <DialogDescription>
            {made
              ? made.sent
                ? t`It was sent by mail too. Copy the link now: it can't be shown again.`
                : t`Copy the link now: it can't be shown again.`
              : t`The link works once, for seven days.`}
          </DialogDescription>
        </DialogHeader>
        {made ? (
          <>
            <DialogBody>
              <CopyLine value={made.link} what={t`link`} />
            </DialogBody>
            <DialogFooter>
              <DialogClose asChild>
                <Button variant="primary">
                  <Trans>Done</Trans>
                </Button>
              </DialogClose>
            </DialogFooter>
          </>
        ) : (
          <InviteForm onMade={setMade} />
        )}
      </DialogContent>
    </Dialog>
  )
}

const schema = z.object({ email: z.union([z.literal(''), emailSchema]) })

function InviteForm({ onMade }: { onMade: (made: Made) => void }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const invite = useMutation(trpc.admin.invite.mutationOptions({ gcTime: 0 }))
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '' } })
  const { errors, isSubmitting } = form.formState

  const onSubmit = form.handleSubmit(async ({ email }) => {
    setProblem(null)
    try {
      const { link, sent } = await invite.mutateAsync(email === '' ? {} : { email })
      void queryClient.invalidateQueries(trpc.admin.invitations.queryFilter())
      onMade({ link, sent })
    } catch (error) {
      setProblem(failureOf(error).message)
    }
  })

  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogBody>
        <Field
          label={t`E-mail`}
          optional
          help={t`Only this address can use it then. Empty: whoever has the link.`}
          error={errors.email?.message}
        >
          {(control) => (
            <Input
              {...control}
              {...form.register('email')}
              type="email"
              inputMode="email"
              autoCapitalize="none"
              autoComplete="off"
            />
          )}
        </Field>
        {problem ? <Notice tone="error">{problem}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={isSubmitting}>
          <Trans>Make invitation</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}
