'use client'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Webhook } from 'lucide-react'
import { useState } from 'react'
import type { TokenView, WebhookView } from '@/server/domain/views'
import { SecretDialog } from '../alerts/channel-dialog'
import { Age } from '../format/age'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { EmptyState } from '../ui/empty-state'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { Switch } from '../ui/switch'
import { toast } from '../ui/toast'
import { SettingsSection } from './section'
import { WebhookDialog } from './webhook-dialog'
import { EVENT_WORDS, MESSAGE_WORDS } from './webhook-words'

/** Has the list read again. */
function useFreshWebhooks() {
  const trpc = useTRPC()
  const client = useQueryClient()
  return () => client.invalidateQueries(trpc.webhooks.pathFilter())
}

/** Addresses that are told what happens to the accounts that a token sees. */
export function WebhooksSection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: webhooks } = useSuspenseQuery(trpc.webhooks.list.queryOptions())
  const { data: tokens } = useSuspenseQuery(trpc.tokens.list.queryOptions())
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<WebhookView | null>(null)
  const refresh = useFreshWebhooks()
  const remove = useMutation(
    trpc.webhooks.remove.mutationOptions({
      onSuccess: async () => {
        setRemoving(null)
        await refresh()
      },
    }),
  )
  const usable = tokens.filter((token) => works(token) && token.scopes.includes('read') && !token.byProgram)
  const add = (
    <Button disabled={usable.length === 0} onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      <Trans>Add webhook</Trans>
    </Button>
  )
  return (
    <SettingsSection
      title={t`Webhooks`}
      description={t`What happens to the accounts that a token sees, posted to an address of yours and signed. It ends with the token.`}
      action={webhooks.length > 0 ? add : undefined}
      flush
    >
      {webhooks.length === 0 ? (
        <EmptyState
          icon={Webhook}
          title={t`No webhooks yet`}
          description={
            usable.length === 0
              ? t`Make a token that may read first: a webhook is told what its token may see.`
              : t`Readings, failures and alerts reach your program as they happen.`
          }
          action={usable.length === 0 ? undefined : add}
        />
      ) : (
        <ul aria-label={t`Webhooks`} className="divide-y">
          {webhooks.map((webhook) => (
            <WebhookRow
              key={webhook.id}
              webhook={webhook}
              token={tokens.find(({ id }) => id === webhook.tokenId)}
              onRemove={() => setRemoving(webhook)}
            />
          ))}
        </ul>
      )}
      <WebhookDialog open={adding} onOpenChange={setAdding} tokens={usable} onMade={refresh} />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={t`Remove the webhook to ${removing?.shown ?? ''}?`}
        description={t`It is told nothing more, and what it was sent is no longer listed.`}
        confirm={t`Remove the webhook`}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => removing && remove.mutate({ id: removing.id })}
      />
    </SettingsSection>
  )
}

function works({ revokedAt, expiresAt }: TokenView): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt.getTime() > Date.now())
}

function WebhookRow({ webhook, token, onRemove }: { webhook: WebhookView; token: TokenView | undefined; onRemove: () => void }) {
  const { t } = useLingui()
  const { id, shown, events, enabled, failingSince, failure } = webhook
  const trpc = useTRPC()
  const refresh = useFreshWebhooks()
  const [secret, setSecret] = useState<string | null>(null)
  const [listing, setListing] = useState(false)
  const said = (error: unknown) => toast.error(failureOf(error).message)
  const change = useMutation(trpc.webhooks.change.mutationOptions({ onSuccess: refresh, onError: said }))
  const test = useMutation(
    trpc.webhooks.test.mutationOptions({ onSuccess: () => toast.success(t`A test arrived at ${shown}`), onError: said }),
  )
  const rotate = useMutation(
    trpc.webhooks.rotateSecret.mutationOptions({ gcTime: 0, onSuccess: (made) => setSecret(made.secret), onError: said }),
  )
  const ended = token === undefined || !works(token)
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Switch
          checked={enabled && !ended}
          disabled={ended || change.isPending}
          onCheckedChange={(on) => change.mutate({ id, enabled: on })}
          aria-label={t`Use the webhook to ${shown}`}
        />
        <div className="min-w-48 flex-1">
          <p className="flex flex-wrap items-center gap-1.5">
            <span className="break-all font-medium">{shown}</span>
            {events.map((type) => (
              <Badge key={type}>{t(EVENT_WORDS[type].label)}</Badge>
            ))}
            {ended ? (
              <Badge tone="warning">
                <Trans>Token ended</Trans>
              </Badge>
            ) : null}
            {failingSince ? <Badge tone="destructive">{enabled ? t`Failing` : t`Switched off`}</Badge> : null}
          </p>
          <p className="mt-0.5 text-muted-foreground text-xs">
            {token ? t`Told what ${token.name} may see` : t`Its token is gone`}
            {failingSince ? (
              <span className="block text-destructive">
                <Trans>
                  {failure} · since <Age date={failingSince} />
                </Trans>
              </span>
            ) : null}
          </p>
        </div>
        <span className="flex flex-wrap items-center gap-2">
          <Button size="sm" aria-expanded={listing} onClick={() => setListing(!listing)} aria-label={t`What ${shown} was sent`}>
            <Trans>Sent</Trans>
          </Button>
          <Button
            size="sm"
            disabled={ended}
            loading={test.isPending}
            onClick={() => test.mutate({ id })}
            aria-label={t`Send a test to ${shown}`}
          >
            <Trans>Test</Trans>
          </Button>
          <Button
            size="sm"
            loading={rotate.isPending}
            onClick={() => rotate.mutate({ id })}
            aria-label={t`New secret for ${shown}`}
          >
            <Trans>New secret</Trans>
          </Button>
          <Button size="sm" variant="destructive-quiet" onClick={onRemove} aria-label={t`Remove ${shown}`}>
            <Trans>Remove</Trans>
          </Button>
        </span>
      </div>
      {listing ? <Messages id={id} shown={shown} /> : null}
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </li>
  )
}

/** What was sent last, with what was answered. */
function Messages({ id, shown }: { id: string; shown: string }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data, error } = useQuery(trpc.webhooks.messages.queryOptions({ id }))
  if (error) return <Notice tone="error">{failureOf(error).message}</Notice>
  if (!data) return <Skeleton className="mt-3 h-16" />
  if (data.rows.length === 0)
    return (
      <p className="mt-3 text-muted-foreground text-xs">
        <Trans>Nothing was sent yet.</Trans>
      </p>
    )
  return (
    <ul aria-label={t`Messages to ${shown}`} className="mt-3 divide-y rounded-md border text-xs">
      {data.rows.map(({ id: number, at, events, attempts, state, answer, durationMs }) => (
        <li key={number} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
          <Badge tone={state === 'failed' ? 'destructive' : state === 'waiting' ? 'warning' : 'profit'}>
            {t(MESSAGE_WORDS[state])}
          </Badge>
          <span className="tabular-nums">
            <Plural value={events} one="# event" other="# events" />
          </span>
          <span className="min-w-0 flex-1 break-words text-muted-foreground">{answer}</span>
          <span className="text-muted-foreground tabular-nums">
            {attempts > 1 ? <Trans>{attempts} tries · </Trans> : null}
            <Trans>
              {durationMs} ms · <Age date={at} />
            </Trans>
          </span>
        </li>
      ))}
    </ul>
  )
}
