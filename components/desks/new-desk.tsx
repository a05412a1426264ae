'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { SettingsSection } from '../settings/section'
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
import { Notice } from '../ui/notice'

/** The one quiet place where whoever is alone finds that there can be others. */
export function NewDeskSection() {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  return (
    <>
      <SettingsSection
        title={t`With others`}
        description={t`A desk of its own for a fund, a couple or an accountant: its accounts are seen by those whom you invite. Yours here stay yours alone.`}
        action={
          <Button onClick={() => setOpen(true)}>
            <Trans>Make a desk with others</Trans>
          </Button>
        }
      />
      <NewDeskDialog open={open} onOpenChange={setOpen} />
    </>
  )
}

function NewDeskDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useLingui()
  const create = useMutation(useTRPC().desks.create.mutationOptions())
  const [name, setName] = useState('')
  const failure = create.error ? failureOf(create.error) : null

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    create.mutate({ name }, { onSuccess: ({ id }) => window.location.assign(`/desk/${id}/settings/desk`) })
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            <Trans>New desk</Trans>
          </DialogTitle>
          <DialogDescription>
            <Trans>It begins empty, with you as its owner. Invite others once it is there.</Trans>
          </DialogDescription>
        </DialogHeader>
        <form onSubmit={onSubmit} noValidate>
          <DialogBody>
            <Field label={t`Name`} error={failure?.fields.name}>
              {(control) => (
                <Input
                  {...control}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                  autoComplete="off"
                  maxLength={64}
                />
              )}
            </Field>
            {failure && !failure.fields.name ? <Notice tone="error">{failure.message}</Notice> : null}
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button>
                <Trans>Cancel</Trans>
              </Button>
            </DialogClose>
            <Button type="submit" variant="primary" loading={create.isPending || create.isSuccess}>
              <Trans>Make desk</Trans>
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
