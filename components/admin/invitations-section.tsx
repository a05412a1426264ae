'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { InvitationView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { toast } from '../ui/toast'
import { InviteDialog } from './invite-dialog'

type State = { tone: 'neutral' | 'profit' | 'warning'; label: MessageDescriptor; open: boolean }

function stateOf({ acceptedAt, revokedAt, expiresAt }: InvitationView): State {
  if (acceptedAt) return { tone: 'profit', label: msg`Used`, open: false }
  if (revokedAt) return { tone: 'neutral', label: msg`Withdrawn`, open: false }
  if (expiresAt.getTime() <= Date.now()) return { tone: 'neutral', label: msg`Expired`, open: false }
  return { tone: 'warning', label: msg({ message: 'Open', context: 'of an invitation' }), open: true }
}

/** Links that let somebody sign up once; for administrators. */
export function InvitationsSection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const display = useDisplay()
  const { data: invitations } = useSuspenseQuery(trpc.admin.invitations.queryOptions())
  const [inviting, setInviting] = useState(false)
  const revoke = useMutation(
    trpc.admin.revokeInvitation.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.admin.invitations.queryFilter()),
      onError: (error) => {
        toast.error(t`The invitation could not be withdrawn`, { description: failureOf(error).message })
      },
    }),
  )

  return (
    <>
      <SettingsSection
        title={t`Invitations`}
        description={t`Each lets one person sign up, once.`}
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
            {invitations.map((invitation) => {
              const { tone, label, open } = stateOf(invitation)
              const made = day(invitation.createdAt, display)
              const until = day(invitation.expiresAt, display)
              const whom = invitation.email ?? t`Whoever has the link`
              return (
                <li key={invitation.id} className="flex items-center gap-4 px-4 py-3">
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-1.5">
                      <span className="truncate font-medium">{whom}</span>
                      <Badge tone={tone}>{t(label)}</Badge>
                    </p>
                    <p className="text-muted-foreground text-xs" suppressHydrationWarning>
                      {open ? (
                        <Trans>
                          Made {made}, until {until}
                        </Trans>
                      ) : (
                        <Trans>Made {made}</Trans>
                      )}
                    </p>
                  </div>
                  {open ? (
                    <Button
                      size="sm"
                      variant="destructive-quiet"
                      loading={revoke.isPending && revoke.variables.id === invitation.id}
                      onClick={() => revoke.mutate({ id: invitation.id })}
                      aria-label={t`Withdraw the invitation of ${whom}`}
                    >
                      <Trans>Withdraw</Trans>
                    </Button>
                  ) : null}
                </li>
              )
            })}
          </ul>
        ) : (
          <p className="text-muted-foreground text-sm">
            <Trans>None yet.</Trans>
          </p>
        )}
      </SettingsSection>
      <InviteDialog open={inviting} onOpenChange={setInviting} />
    </>
  )
}
