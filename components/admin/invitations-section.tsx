'use client'
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

type State = { tone: 'neutral' | 'profit' | 'warning'; label: string; open: boolean }

function stateOf({ acceptedAt, revokedAt, expiresAt }: InvitationView): State {
  if (acceptedAt) return { tone: 'profit', label: 'Used', open: false }
  if (revokedAt) return { tone: 'neutral', label: 'Withdrawn', open: false }
  if (expiresAt.getTime() <= Date.now()) return { tone: 'neutral', label: 'Expired', open: false }
  return { tone: 'warning', label: 'Open', open: true }
}

/** Links that let somebody sign up once; for administrators. */
export function InvitationsSection() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const display = useDisplay()
  const { data: invitations } = useSuspenseQuery(trpc.admin.invitations.queryOptions())
  const [inviting, setInviting] = useState(false)
  const revoke = useMutation(
    trpc.admin.revokeInvitation.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.admin.invitations.queryFilter()),
      onError: (error) => {
        toast.error('The invitation could not be withdrawn', { description: failureOf(error).message })
      },
    }),
  )

  return (
    <>
      <SettingsSection
        title="Invitations"
        description="Each lets one person sign up, once."
        action={
          <Button onClick={() => setInviting(true)}>
            <Plus aria-hidden />
            Invite
          </Button>
        }
        flush={invitations.length > 0}
      >
        {invitations.length > 0 ? (
          <ul aria-label="Invitations" className="divide-y">
            {invitations.map((invitation) => {
              const { tone, label, open } = stateOf(invitation)
              const whom = invitation.email ?? 'Whoever has the link'
              return (
                <li key={invitation.id} className="flex items-center gap-4 px-4 py-3">
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-1.5">
                      <span className="truncate font-medium">{whom}</span>
                      <Badge tone={tone}>{label}</Badge>
                    </p>
                    <p className="text-muted-foreground text-xs" suppressHydrationWarning>
                      Made {day(invitation.createdAt, display)}
                      {open ? `, until ${day(invitation.expiresAt, display)}` : ''}
                    </p>
                  </div>
                  {open ? (
                    <Button
                      size="sm"
                      variant="destructive-quiet"
                      loading={revoke.isPending && revoke.variables.id === invitation.id}
                      onClick={() => revoke.mutate({ id: invitation.id })}
                      aria-label={`Withdraw the invitation of ${whom}`}
                    >
                      Withdraw
                    </Button>
                  ) : null}
                </li>
              )
            })}
          </ul>
        ) : (
          <p className="text-muted-foreground text-sm">None yet.</p>
        )}
      </SettingsSection>
      <InviteDialog open={inviting} onOpenChange={setInviting} />
    </>
  )
}
