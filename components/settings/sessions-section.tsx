'use client'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Monitor, Smartphone } from 'lucide-react'
import { useState } from 'react'
import type { SessionView } from '@/server/domain/views'
import { Age } from '../format/age'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { failureOf } from '../ui/failure'
import { toast } from '../ui/toast'
import { deviceName } from './device-name'
import { SettingsSection } from './section'

/** Browsers in which this person is signed in, each with a way to end it. */
export function SessionsSection() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { data: sessions } = useSuspenseQuery(trpc.sessions.list.queryOptions())
  const [asking, setAsking] = useState(false)
  const reload = () => queryClient.invalidateQueries(trpc.sessions.pathFilter())
  const revokeAll = useMutation(
    trpc.sessions.revokeAll.mutationOptions({
      onSuccess: async () => {
        await reload()
        setAsking(false)
        toast.success('All other sessions are signed out')
      },
    }),
  )
  const others = sessions.filter(({ current }) => !current).length

  return (
    <SettingsSection
      title="Sessions"
      description="Where you are signed in."
      action={
        others > 0 ? (
          <Button variant="destructive-quiet" onClick={() => setAsking(true)}>
            Sign out all others
          </Button>
        ) : undefined
      }
      flush
    >
      <ul aria-label="Sessions" className="divide-y">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} onRevoked={reload} />
        ))}
      </ul>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out all other sessions?"
        description={`${others === 1 ? 'One other browser is' : `${others} other browsers are`} signed out at the next click there. This one stays.`}
        confirm="Sign out all others"
        pending={revokeAll.isPending}
        error={revokeAll.error}
        onConfirm={() => revokeAll.mutate({})}
      />
    </SettingsSection>
  )
}

function SessionRow({ session, onRevoked }: { session: SessionView; onRevoked: () => Promise<void> }) {
  const trpc = useTRPC()
  const revoke = useMutation(
    trpc.sessions.revoke.mutationOptions({
      onSuccess: onRevoked,
      onError: (error) => {
        toast.error('The session could not be ended', { description: failureOf(error).message })
      },
    }),
  )
  const { name, mobile } = deviceName(session.userAgent)
  const Icon = mobile ? Smartphone : Monitor
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium">{name}</span>
          {session.current ? <Badge tone="brand">This browser</Badge> : null}
        </p>
        <p className="flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          {session.ipAddress ? <span className="figures">{session.ipAddress}</span> : null}
          <span>
            Used <Age date={session.lastUsedAt} />
          </span>
          <span>
            Signed in <Age date={session.createdAt} />
          </span>
        </p>
      </div>
      {session.current ? null : (
        <Button
          size="sm"
          variant="destructive-quiet"
          loading={revoke.isPending}
          onClick={() => revoke.mutate({ id: session.id })}
          aria-label={`Sign out ${name}`}
        >
          Sign out
        </Button>
      )}
    </li>
  )
}
