'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { EventType, NewWebhookView, TokenView } from '@/server/domain/views'
import { EVENT_TYPES } from '@/server/domain/views/webhooks'
import { ShownOnce } from '../alerts/channel-dialog'
import { saidWords } from '../language/said-choices'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { CheckboxGroup } from '../ui/checkbox-group'
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
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select'
import { EVENT_WORDS } from './webhook-words'

/** What a program signs in with; not a coin. */
const TOKEN = msg({ message: 'Token', context: 'of the API' })

interface WebhookDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Tokens that may read; one at least while it is open. */
  tokens: readonly TokenView[]
  onMade: () => Promise<unknown>
}

/** Sets a webhook up; its secret is shown once. */
export function WebhookDialog({ open, onOpenChange, tokens, onMade }: WebhookDialogProps) {
  const [made, setMade] = useState<NewWebhookView | null>(null)
  const change = (next: boolean) => {
    // The secret leaves memory with the dialog.
    if (!next) setMade(null)
    onOpenChange(next)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent onInteractOutside={(event) => made && event.preventDefault()}>
        {made ? (
          <ShownOnce secret={made.secret} />
        ) : (
          <WebhookForm
            tokens={tokens}
            onMade={(next) => {
              setMade(next)
              void onMade()
            }}
          />
        )}
      </DialogContent>
    </Dialog>
  )
}

function WebhookForm({ tokens, onMade }: { tokens: readonly TokenView[]; onMade: (made: NewWebhookView) => void }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const [tokenId, setTokenId] = useState(tokens[0]?.id ?? '')
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<EventType[]>([...EVENT_TYPES])
  const add = useMutation(trpc.webhooks.add.mutationOptions({ gcTime: 0, onSuccess: onMade }))
  const problem = add.error ? failureOf(add.error) : null
  const named = problem !== null && (problem.fields.url !== undefined || problem.fields.events !== undefined)
  const save = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ tokenId, url: url.trim(), events })
  }
  return (
    <form onSubmit={save} noValidate>
      <DialogHeader>
        <DialogTitle>
          <Trans>New webhook</Trans>
        </DialogTitle>
        <DialogDescription>
          <Trans>It is told what its token may see, from now on.</Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <Field label={t(TOKEN)}>
          {(control) => (
            <Select value={tokenId} onValueChange={setTokenId}>
              <SelectTrigger {...control}>
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {tokens.map(({ id, name }) => (
                  <SelectItem key={id} value={id}>
                    {name}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
        <Field
          label={t`Address`}
          help={t`Where messages are posted. It is sealed, and not shown again.`}
          error={problem?.fields.url}
        >
          {(control) => (
            <Input
              {...control}
              value={url}
              onChange={(event) => setUrl(event.target.value)}
              placeholder={/*same*/ 'https://hooks.example.com/ballast'}
              type="url"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
        <CheckboxGroup
          legend={t`Is told of`}
          options={EVENT_TYPES}
          words={saidWords(EVENT_WORDS, t)}
          value={events}
          onChange={setEvents}
          error={problem?.fields.events}
        />
        {problem && !named ? <Notice tone="error">{problem.message}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button type="button">
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={add.isPending}>
          <Trans>Add webhook</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}
