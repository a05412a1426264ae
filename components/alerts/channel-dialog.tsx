'use client'
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
  const { label, what, fields } = CHANNELS[kind]
  const trpc = useTRPC()
  const refresh = useFreshAlerts()
  const [name, setName] = useState(label)
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
        <DialogTitle>{label}</DialogTitle>
        <DialogDescription>{what}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {fields.map((field) => (
          <Field
            key={field.name}
            label={field.label}
            help={field.help}
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
              return field.secret ? (
                <SecretInput {...own} what={`the ${field.label.toLowerCase()}`} unmanaged />
              ) : (
                <Input {...own} />
              )
            }}
          </Field>
        ))}
        <Field label="Name" help="What you know it by." error={problem?.fields.name}>
          {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        {problem && !named ? <Notice tone="error">{problem.message}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button type="button">Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={add.isPending}>
          Add channel
        </Button>
      </DialogFooter>
    </form>
  )
}

/** A webhook's secret, the one time that it is shown. */
export function ShownOnce({ secret }: { secret: string }) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>The webhook’s secret</DialogTitle>
        <DialogDescription>Your receiver checks signatures by it. Copy it now: it can’t be shown again.</DialogDescription>
      </DialogHeader>
      <DialogBody>
        <div className="flex items-center gap-2">
          <code className="min-w-0 flex-1 break-all rounded-md border bg-muted/40 px-3 py-2 font-mono text-xs">{secret}</code>
          <CopyButton value={secret} what="the secret" size="icon" />
        </div>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
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
