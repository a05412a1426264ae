'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CurrentDeskView, MemberView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { toast } from '../ui/toast'
import { MemberDialog } from './member-dialog'
import { memberName } from './member-name'
import { ROLE_NAMES } from './role-words'

/** Who is on the desk; owners change it. */
export function MembersSection({ desk, hasPassword }: { desk: CurrentDeskView; hasPassword: boolean }) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { data: members } = useSuspenseQuery(trpc.desks.members.queryOptions())
  const [changing, setChanging] = useState<MemberView | null>(null)
  const [removing, setRemoving] = useState<MemberView | null>(null)
  const leaver = removing && memberName(removing, i18n)
  const remove = useMutation(
    trpc.desks.removeMember.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.desks.pathFilter())
        if (leaver !== null) toast.success(t`${leaver} is off this desk`)
        setRemoving(null)
      },
    }),
  )
  const isOwner = desk.role === 'owner'

  return (
    <SettingsSection
      title={t`Members`}
      description={
        desk.limited
          ? t`You see some of this desk’s accounts, and nobody else.`
          : t`Keys are seen by nobody, whatever their role.`
      }
      flush
    >
      <ul aria-label={t`Members`} className="divide-y">
        {members.map((member) => (
          <MemberRow
            key={member.userId}
            member={member}
            onChange={isOwner ? () => setChanging(member) : null}
            onRemove={isOwner && !member.isYou ? () => setRemoving(member) : null}
          />
        ))}
      </ul>
      <MemberDialog member={changing} hasPassword={hasPassword} onClose={() => setChanging(null)} />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => {
          if (!open) setRemoving(null)
        }}
        title={leaver === null ? t`Remove them?` : t`Remove ${leaver}?`}
        description={t`They see nothing of this desk from now on. API tokens that they made here, and what they look at just now, end at once.`}
        confirm={t`Remove`}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => removing && remove.mutate({ userId: removing.userId })}
      />
    </SettingsSection>
  )
}

interface MemberRowProps {
  member: MemberView
  onChange: (() => void) | null
  onRemove: (() => void) | null
}

function MemberRow({ member, onChange, onRemove }: MemberRowProps) {
  const { i18n, t } = useLingui()
  const display = useDisplay()
  const name = memberName(member, i18n)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="min-w-0 truncate font-medium">{name}</span>
          {member.isYou ? (
            <span className="text-muted-foreground">
              <Trans>you</Trans>
            </span>
          ) : null}
          <Badge tone={member.role === 'owner' ? 'brand' : 'neutral'}>{t(ROLE_NAMES[member.role])}</Badge>
          {member.tags?.map((tag) => (
            <Badge key={tag.id}>{tag.name}</Badge>
          ))}
          {member.tags?.length === 0 ? (
            <Badge tone="warning">
              <Trans>No accounts</Trans>
            </Badge>
          ) : null}
          {member.disabled ? (
            <Badge tone="warning">
              <Trans>Disabled</Trans>
            </Badge>
          ) : null}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          {member.email !== null && member.email !== name ? <span className="break-all">{member.email}</span> : null}
          <span suppressHydrationWarning>
            <Trans>Since {day(member.since, display)}</Trans>
          </span>
        </p>
      </div>
      <div className="flex gap-2">
        {onChange ? (
          <Button size="sm" onClick={onChange} aria-label={t`Change ${name}`}>
            <Trans context="to change something">Change</Trans>
          </Button>
        ) : null}
        {onRemove ? (
          <Button size="sm" variant="destructive-quiet" onClick={onRemove} aria-label={t`Remove ${name}`}>
            <Trans>Remove</Trans>
          </Button>
        ) : null}
      </div>
    </li>
  )
}
