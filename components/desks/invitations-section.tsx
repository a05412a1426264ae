'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { DeskInvitationView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { toast } from '../ui/toast'
import { InviteDialog } from './invite-dialog'
import { ROLE_NAMES } from './role-words'

const STATES = {
  open: { tone: 'warning', label: msg({ message: 'Open', context: 'of an invitation' }) },
  used: { tone: 'profit', label: msg`Used` },
  expired: { tone: 'neutral', label: msg`Expired` },
  revoked: { tone: 'neutral', label: msg`Revoked` },
} as const

/** Links by which others join; for owners. */
export function DeskInvitationsSection({ desk, hasPassword }: { desk: string; hasPassword: boolean }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { data: invitations } = useSuspenseQuery(trpc.desks.invitations.queryOptions())
  const [inviting, setInviting] = useState(false)
  const revoke = useMutation(
    trpc.desks.revokeInvitation.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.desks.pathFilter()),
      onError: (error) => {
        toast.error(t`The invitation could not be revoked`, { description: failureOf(error).message })
      },
    }),
  )
  return (
    <>
      <SettingsSection
        title={t`Invitations`}
        description={t`Each lets one person join, once, while whoever made it is an owner.`}
        action={
          <Button onClick={() => setInviting(true)}>
            <Plus aria-hidden />
            <Trans>Invite</Trans>
          </Button>
        }
        flush={invitations.length > 0}
      >
        {invitations.length > 0 ? (
          <ul aria-label={t`Invitations`} className="divide-y">
            {invitations.map((invitation) => (
              <InvitationRow
                key={invitation.id}
                invitation={invitation}
                pending={revoke.isPending && revoke.variables.id === invitation.id}
                onRevoke={() => revoke.mutate({ id: invitation.id })}
              />
            ))}
          </ul>
        ) : (
          <p className="text-muted-foreground text-sm">
            <Trans>None yet.</Trans>
          </p>
        )}
      </SettingsSection>
      <InviteDialog open={inviting} onOpenChange={setInviting} desk={desk} hasPassword={hasPassword} />
    </>
  )
}

interface InvitationRowProps {
  invitation: DeskInvitationView
  pending: boolean
  onRevoke: () => void
}

function InvitationRow({ invitation, pending, onRevoke }: InvitationRowProps) {
  const { t } = useLingui()
  const display = useDisplay()
  const { state, role, tags, by, usedBy, createdAt, expiresAt } = invitation
  const made = day(createdAt, display)
  const until = day(expiresAt, display)
  const whom = invitation.note ?? t`Whoever has the link`
  return (
    <li className="flex items-center gap-4 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="min-w-0 truncate font-medium">{whom}</span>
          <Badge tone={STATES[state].tone}>{t(STATES[state].label)}</Badge>
          <Badge>{t(ROLE_NAMES[role])}</Badge>
          {tags?.map((tag) => (
            <Badge key={tag.id}>{tag.name}</Badge>
          ))}
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs" suppressHydrationWarning>
          {state === 'open' ? (
            <Trans>
              Made by {by}, {made}, until {until}
            </Trans>
          ) : state === 'used' && usedBy !== null ? (
            <Trans>
              Made by {by}, {made}, used by {usedBy}
            </Trans>
          ) : (
            <Trans>
              Made by {by}, {made}
            </Trans>
          )}
        </p>
      </div>
      {state === 'open' ? (
        <Button
          size="sm"
          variant="destructive-quiet"
          loading={pending}
          onClick={onRevoke}
          aria-label={t`Revoke the invitation of ${whom}`}
        >
          <Trans>Revoke</Trans>
        </Button>
      ) : null}
    </li>
  )
}
