'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Plus, Send } from 'lucide-react'
import { useState } from 'react'
import type { ChannelView } from '@/server/domain/views'
import { ForRole, useLimited, useMay } from '../desks/desk-role'
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
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: channels } = useSuspenseQuery(trpc.alerts.channels.queryOptions())
  const [adding, setAdding] = useState<ChannelKind | null>(null)
  const [removing, setRemoving] = useState<ChannelView | null>(null)
  const refresh = useFreshAlerts()
  const here = useThisDevice((name) => toast.success(t`A test was sent to ${name}`))
  const isHere = ({ device }: ChannelView) => device !== null && device === here.device
  const told = channels.some((channel) => isHere(channel) && channel.failingSince === null)
  const removed = {
    onSuccess: async () => {
      if (removing && isHere(removing)) await here.turnOff()
      setRemoving(null)
      await refresh()
    },
  }
  const remove = useMutation(trpc.alerts.removeChannel.mutationOptions(removed))
  const leave = useMutation(trpc.alerts.removeDevice.mutationOptions(removed))
  const manages = useMay()('manager', 'accounts')
  const takeAway = ({ id, device }: ChannelView) =>
    manages || device === null ? remove.mutate({ id }) : leave.mutate({ device })
  const removedName = removing?.name ?? ''
  return (
    <SettingsSection
      title={t`Channels`}
      description={t`A channel is used once a test has arrived.`}
      action={
        <ForRole least="manager" of="accounts">
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="primary">
                <Plus aria-hidden />
                <Trans>Add channel</Trans>
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              {CHANNEL_KINDS.map((kind) => (
                <DropdownMenuItem key={kind} onSelect={() => setAdding(kind)}>
                  {t(CHANNELS[kind].label)}
                </DropdownMenuItem>
              ))}
            </DropdownMenuContent>
          </DropdownMenu>
        </ForRole>
      }
      flush
    >
      {told ? null : <DeviceOffer here={here} anew={channels.some(isHere)} />}
      {channels.length === 0 ? (
        <EmptyState
          icon={Send}
          title={t`Nobody is told yet`}
          description={t`Add a channel, and what fires reaches you where you are.`}
          className="border-t"
        />
      ) : (
        <ul aria-label={t`Channels`} className={cn('divide-y', told ? '' : 'border-t')}>
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} here={isHere(channel)} onRemove={() => setRemoving(channel)} />
          ))}
        </ul>
      )}
      <ChannelDialog kind={adding} onClose={() => setAdding(null)} />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={t`Remove ${removedName}?`}
        description={t`What was still to be sent by it is not sent. What was sent stays in the list.`}
        confirm={t`Remove the channel`}
        pending={remove.isPending || leave.isPending}
        error={remove.error ?? leave.error}
        onConfirm={() => removing && takeAway(removing)}
      />
    </SettingsSection>
  )
}

const LEAST = [
  { value: 'warn', label: msg`All` },
  { value: 'urgent', label: msg`Urgent only` },
] as const

function ChannelRow({ channel, here, onRemove }: { channel: ChannelView; here: boolean; onRemove: () => void }) {
  const { t, i18n } = useLingui()
  const { id, kind, name, shown, enabled, least, provenAt, failingSince, failure, ofMember } = channel
  const limited = useLimited()
  const manages = useMay()('manager', 'accounts')
  const trpc = useTRPC()
  const refresh = useFreshAlerts()
  const said = (error: unknown) => toast.error(failureOf(error).message)
  const [secret, setSecret] = useState<string | null>(null)
  const change = useMutation(trpc.alerts.changeChannel.mutationOptions({ onSuccess: refresh, onError: said }))
  const test = useMutation(
    trpc.alerts.testChannel.mutationOptions({
      onSuccess: async () => {
        toast.success(t`A test was sent to ${name}`)
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
        disabled={!manages || change.isPending}
        onCheckedChange={(on) => change.mutate({ id, enabled: on })}
        aria-label={t`Use ${name}`}
      />
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium">{name}</span>
          <Badge>{channelLabel(kind, i18n)}</Badge>
          {here ? (
            <Badge tone="outline">
              <Trans>This device</Trans>
            </Badge>
          ) : null}
          {ofMember && !limited ? (
            <Badge tone="outline">
              <Trans>Some accounts</Trans>
            </Badge>
          ) : null}
          {provenAt === null ? (
            <Badge tone="warning">
              <Trans>Not tested</Trans>
            </Badge>
          ) : null}
          {failingSince ? (
            <Badge tone="destructive">
              <Trans>Failing</Trans>
            </Badge>
          ) : null}
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs">
          <span className="break-all">{shown}</span>
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
        <ForRole least="manager" of="accounts">
          <Segmented
            label={t`What ${name} is told`}
            value={least}
            options={LEAST.map(({ value, label }) => ({ value, label: t(label) }))}
            onValueChange={(next) => change.mutate({ id, least: next })}
          />
          <Button size="sm" loading={test.isPending} onClick={() => test.mutate({ id })} aria-label={t`Send a test to ${name}`}>
            <Trans>Test</Trans>
          </Button>
          {kind === 'webhook' ? (
            <Button
              size="sm"
              loading={rotate.isPending}
              onClick={() => rotate.mutate({ id })}
              aria-label={t`New secret for ${name}`}
            >
              <Trans>New secret</Trans>
            </Button>
          ) : null}
        </ForRole>
        {manages || here ? (
          <Button size="sm" variant="destructive-quiet" onClick={onRemove} aria-label={t`Remove ${name}`}>
            <Trans>Remove</Trans>
          </Button>
        ) : null}
      </span>
      <SecretDialog secret={secret} onClose={() => setSecret(null)} />
    </li>
  )
}
