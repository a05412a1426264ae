'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { NewChannelView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
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
import { SecretInput } from '../ui/secret-input'
import { CHANNELS, type ChannelKind } from './channel-fields'
import { useFreshAlerts } from './use-fresh-alerts'

/** Sets a channel up; a webhook's secret is shown once. */
export function ChannelDialog({ kind, onClose }: { kind: ChannelKind | null; onClose: () => void }) {
  const [made, setMade] = useState<NewChannelView | null>(null)
  const close = () => {
    setMade(null)
    onClose()
  }
  return (
    <Dialog open={kind !== null} onOpenChange={(open) => !open && close()}>
      <DialogContent onInteractOutside={(event) => made?.secret && event.preventDefault()}>
        {made?.secret ? <ShownOnce secret={made.secret} /> : null}
        {kind && !made?.secret ? <ChannelForm kind={kind} onMade={(next) => (next.secret ? setMade(next) : close())} /> : null}
      </DialogContent>
    </Dialog>
  )
}

function ChannelForm({ kind, onMade }: { kind: ChannelKind; onMade: (made: NewChannelView) => void }) {
  const { t } = useLingui()
  const { label, what, fields } = CHANNELS[kind]
  const trpc = useTRPC()
  const refresh = useFreshAlerts()
  const [name, setName] = useState(() => t(label))
  const [settings, setSettings] = useState<Record<string, string>>({})
  const add = useMutation(
    trpc.alerts.addChannel.mutationOptions({
      gcTime: 0,
      onSuccess: async (made) => {
        onMade(made)
        await refresh()
      },
    }),
  )
  const problem = add.error ? failureOf(add.error) : null
  const named = ['name', ...fields.map((field) => field.name)].some((field) => problem?.fields[field])
  const save = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ kind, name, settings })
  }
  return (
    <form onSubmit={save} noValidate>
      <DialogHeader>
        <DialogTitle>{t(label)}</DialogTitle>
        <DialogDescription>{t(what)}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {fields.map((field) => (
          <Field
            key={field.name}
            label={t(field.label)}
            help={field.help && t(field.help)}
            optional={field.optional}
            error={problem?.fields[field.name]}
          >
            {(control) => {
              const own = {
                ...control,
                autoComplete: 'off',
                spellCheck: false,
                value: settings[field.name] ?? '',
                onChange: (event: { target: { value: string } }) =>
                  setSettings({ ...settings, [field.name]: event.target.value }),
              }
              return field.secret ? <SecretInput {...own} what={t(field.secret)} unmanaged /> : <Input {...own} />
            }}
          </Field>
        ))}
        <Field label={t`Name`} help={t`What you know it by.`} error={problem?.fields.name}>
          {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        {problem && !named ? <Notice tone="error">{problem.message}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button type="button">
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={add.isPending}>
          <Trans>Add channel</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}

/** A webhook's secret, the one time that it is shown. */
export function ShownOnce({ secret }: { secret: string }) {
  const { t } = useLingui()
  return (
    <>
      <DialogHeader>
        <DialogTitle>
          <Trans>The webhook’s secret</Trans>
        </DialogTitle>
        <DialogDescription>
          <Trans>Your receiver checks signatures by it. Copy it now: it can’t be shown again.</Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <div className="flex items-center gap-2">
          <code className="min-w-0 flex-1 break-all rounded-md border bg-muted/40 px-3 py-2 font-mono text-xs">{secret}</code>
          <CopyButton value={secret} what={t`the secret`} size="icon" />
        </div>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">
            <Trans>Done</Trans>
          </Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}

/** The same in a dialog of its own, which nothing but its buttons closes. */
export function SecretDialog({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  return (
    <Dialog open={secret !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent onInteractOutside={(event) => event.preventDefault()}>
        {secret ? <ShownOnce secret={secret} /> : null}
      </DialogContent>
    </Dialog>
  )
}
