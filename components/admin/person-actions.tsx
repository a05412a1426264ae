'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, ShieldMinus, ShieldOff, ShieldPlus, Trash2, UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import type { AdminUserView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu'
import { failureOf } from '../ui/failure'
import { lazyPart } from '../ui/lazy-part'
import { toast } from '../ui/toast'
import type { PersonDeed } from './person-deed'

// What asks before it acts comes when it is opened.
const PersonDialog = lazyPart(() => import('./person-dialog').then((file) => file.PersonDialog))

interface PersonActionsProps {
  person: AdminUserView
  /** The administrator who looks at the page. */
  own: boolean
  /** Nobody else administers: the right cannot be taken. */
  lastAdmin: boolean
  /** Of the administrator: what they prove themselves by. */
  hasPassword: boolean
}

/** Everything that an administrator can do to somebody, behind one button. Nothing: no button. */
export function PersonActions({ person, own, lastAdmin, hasPassword }: PersonActionsProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [deed, setDeed] = useState<PersonDeed | null>(null)
  // Once opened it stays mounted, so that it can close as it opened.
  const [opened, setOpened] = useState<PersonDeed | null>(null)
  if (deed !== null && deed !== opened) setOpened(deed)
  const enable = useMutation(
    trpc.admin.enable.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.admin.users.queryFilter()),
      onError: (error) => {
        toast.error(t`That did not work`, { description: failureOf(error).message })
      },
    }),
  )
  const disabled = person.disabledAt !== null
  if (own && lastAdmin) return null

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={t`Actions for ${person.email}`} loading={enable.isPending}>
            {enable.isPending ? null : <Ellipsis aria-hidden />}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {person.isAdmin ? (
            <DropdownMenuItem disabled={lastAdmin} onSelect={() => setDeed('unmake')}>
              <ShieldMinus aria-hidden />
              {own ? t`Step down as administrator` : t`Take administration away`}
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem disabled={disabled} onSelect={() => setDeed('make')}>
              <ShieldPlus aria-hidden />
              <Trans>Make administrator</Trans>
            </DropdownMenuItem>
          )}
          {own ? null : (
            <>
              <DropdownMenuItem disabled={!person.secondFactor} onSelect={() => setDeed('takeOff')}>
                <ShieldOff aria-hidden />
                <Trans>Take off second factor</Trans>
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              {disabled ? (
                <DropdownMenuItem onSelect={() => enable.mutate({ id: person.id })}>
                  <UserCheck aria-hidden />
                  <Trans>Enable</Trans>
                </DropdownMenuItem>
              ) : (
                <DropdownMenuItem tone="destructive" onSelect={() => setDeed('disable')}>
                  <UserX aria-hidden />
                  <Trans>Disable</Trans>
                </DropdownMenuItem>
              )}
              <DropdownMenuItem tone="destructive" onSelect={() => setDeed('delete')}>
                <Trash2 aria-hidden />
                <Trans>Delete</Trans>
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {opened === null ? null : (
        <PersonDialog
          key={opened}
          person={person}
          own={own}
          hasPassword={hasPassword}
          deed={opened}
          open={deed !== null}
          onOpenChange={(open) => {
            if (!open) setDeed(null)
          }}
        />
      )}
    </>
  )
}
