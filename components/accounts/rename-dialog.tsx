'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import type { LineAccount } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
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
import { Input } from '../ui/input'
import { toast } from '../ui/toast'
import { accountNameSchema } from './name-schema'

export interface AccountDialogProps {
  account: LineAccount
  open: boolean
  onOpenChange: (open: boolean) => void
}

const schema = z.object({ name: accountNameSchema })

export function RenameDialog({ account, open, onOpenChange }: AccountDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            <Trans>Rename account</Trans>
          </DialogTitle>
          <DialogDescription>
            <Trans>API clients that ask for “{account.name}” must use the new name from then on.</Trans>
          </DialogDescription>
        </DialogHeader>
        <RenameForm account={account} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}

function RenameForm({ account, onDone }: { account: LineAccount; onDone: () => void }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const update = useMutation(trpc.accounts.update.mutationOptions())
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name: account.name } })

  const onSubmit = form.handleSubmit(async ({ name }) => {
    try {
      await update.mutateAsync({ id: account.id, name })
    } catch (error) {
      const failure = failureOf(error)
      form.setError('name', { message: failure.fields.name ?? failure.message }, { shouldFocus: true })
      return
    }
    await queryClient.invalidateQueries()
    toast.success(t`Renamed to ${name}`)
    onDone()
  })

  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogBody>
        <Field label={t`Name`} error={form.formState.errors.name?.message}>
          {(control) => <Input {...control} {...form.register('name')} autoComplete="off" maxLength={64} />}
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={form.formState.isSubmitting}>
          <Trans>Rename</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}
