'use client'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Send } from 'lucide-react'
import { useState } from 'react'
import type { ChannelView } from '@/server/domain/views'
import { Age } from '../format/age'
import { DeviceOffer } from '../push/device-offer'
import { useThisDevice } from '../push/use-this-device'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu'
import { EmptyState } from '../ui/empty-state'
import { failureOf } from '../ui/failure'
import { Segmented } from '../ui/segmented'
import { Switch } from '../ui/switch'
import { toast } from '../ui/toast'
import { ChannelDialog, SecretDialog } from './channel-dialog'
import { CHANNEL_KINDS, CHANNELS, type ChannelKind, channelLabel } from './channel-fields'
import { useFreshAlerts } from './use-fresh-alerts'

/** Where messages go. */
export function ChannelsSection() {
  const trpc = useTRPC()
  const { data: channels } = useSuspenseQuery(trpc.alerts.channels.queryOptions())
  const [adding, setAdding] = useState<ChannelKind | null>(null)
  const [removing, setRemoving] = useState<ChannelView | null>(null)
  const refresh = useFreshAlerts()
  const here = useThisDevice((name) => toast.success(`A test was sent to ${name}`))
  const isHere = ({ device }: ChannelView) => device !== null && device === here.device
  const told = channels.some((channel) => isHere(channel) && channel.failingSince === null)
  const remove = useMutation(
    trpc.alerts.removeChannel.mutationOptions({
      onSuccess: async () => {
        if (removing && isHere(removing)) await here.turnOff()
        setRemoving(null)
        await refresh()
      },
    }),
  )
  return (
    <SettingsSection
      title="Channels"
      description="A channel is used once a test has arrived."
      action={
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="primary">
              <Plus aria-hidden />
              Add channel
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {CHANNEL_KINDS.map((kind) => (
              <DropdownMenuItem key={kind} onSelect={() => setAdding(kind)}>
                {CHANNELS[kind].label}
              </DropdownMenuItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      }
      flush
    >
      {told ? null : <DeviceOffer here={here} anew={channels.some(isHere)} />}
      {channels.length === 0 ? (
        <EmptyState
          icon={Send}
          title="Nobody is told yet"
          description="Add a channel, and what fires reaches you where you are."
          className="border-t"
        />
      ) : (
        <ul aria-label="Channels" className={cn('divide-y', told ? '' : 'border-t')}>
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} here={isHere(channel)} onRemove={() => setRemoving(channel)} />
          ))}
        </ul>
      )}
      <ChannelDialog kind={adding} onClose={() => setAdding(null)} />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={`Remove ${removing?.name ?? ''}?`}
        description="What was still to be sent by it is not sent. What was sent stays in the list."
        confirm="Remove the channel"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => removing && remove.mutate({ id: removing.id })}
      />
    </SettingsSection>
  )
}

const LEAST = [
  { value: 'warn', label: 'All' },
  { value: 'urgent', label: 'Urgent only' },
] as const

function ChannelRow({ channel, here, onRemove }: { channel: ChannelView; here: boolean; onRemove: () => void }) {
  const { id, kind, name, shown, enabled, least, provenAt, failingSince, failure } = channel
  const trpc = useTRPC()
  const refresh = useFreshAlerts()
  const said = (error: unknown) => toast.error(failureOf(error).message)
  const [secret, setSecret] = useState<string | null>(null)
  const change = useMutation(trpc.alerts.changeChannel.mutationOptions({ onSuccess: refresh, onError: said }))
  const test = useMutation(
    trpc.alerts.testChannel.mutationOptions({
      onSuccess: async () => {
        toast.success(`A test was sent to ${name}`)
        await refresh()
      },
      onError: async (error) => {
        said(error)
        await refresh()
      },
    }),
  )
  const rotate = useMutation(
    trpc.alerts.rotateSecret.mutationOptions({ gcTime: 0, onSuccess: (made) => setSecret(made.secret), onError: said }),
  )
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Switch
        checked={enabled}
        disabled={change.isPending}
        onCheckedChange={(on) => change.mutate({ id, enabled: on })}
        aria-label={`Use ${name}`}
      />
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium">{name}</span>
          <Badge>{channelLabel(kind)}</Badge>
          {here ? <Badge tone="outline">This device</Badge> : null}
          {provenAt === null ? <Badge tone="warning">Not tested</Badge> : null}
          {failingSince ? <Badge tone="destructive">Failing</Badge> : null}
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs">
          <span className="break-all">{shown}</span>
          {failingSince ? (
            <span className="block text-destructive">
              {failure} · since <Age date={failingSince} />
            </span>
          ) : null}
        </p>
      </div>
      <span className="flex flex-wrap items-center gap-2">
        <Segmented
          label={`What ${name} is told`}
          value={least}
          options={LEAST}
          onValueChange={(next) => change.mutate({ id, least: next })}
        />
        <Button size="sm" loading={test.isPending} onClick={() => test.mutate({ id })} aria-label={`Send a test to ${name}`}>
          Test
        </Button>
        {kind === 'webhook' ? (
          <Button
            size="sm"
            loading={rotate.isPending}
            onClick={() => rotate.mutate({ id })}
            aria-label={`New secret for ${name}`}
          >
            New secret
          </Button>
        ) : null}
        <Button size="sm" variant="destructive-quiet" onClick={onRemove} aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </span>
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </li>
  )
}
