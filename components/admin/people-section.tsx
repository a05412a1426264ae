'use client'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AdminUserView } from '@/server/domain/views'
import { Age } from '../format/age'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { failureOf } from '../ui/failure'
import { toast } from '../ui/toast'

/** Everybody who has signed up; for administrators. What their accounts hold is not to be seen here or elsewhere. */
export function PeopleSection({ ownEmail }: { ownEmail: string }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { data: people } = useSuspenseQuery(trpc.admin.users.queryOptions())
  const [disabling, setDisabling] = useState<AdminUserView | null>(null)
  const reload = () => queryClient.invalidateQueries(trpc.admin.users.queryFilter())
  const disable = useMutation(
    trpc.admin.disable.mutationOptions({
      onSuccess: async () => {
        await reload()
        setDisabling(null)
      },
    }),
  )
  const enable = useMutation(
    trpc.admin.enable.mutationOptions({
      onSuccess: reload,
      onError: (error) => {
        toast.error('That did not work', { description: failureOf(error).message })
      },
    }),
  )

  return (
    <SettingsSection title="People" description="Who can sign in here. You never see what their accounts hold." flush>
      <ul aria-label="People" className="divide-y">
        {people.map((person) => (
          <li key={person.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-40 flex-1">
              <p className="flex flex-wrap items-center gap-1.5">
                <span className="truncate font-medium">{person.email}</span>
                {person.isAdmin ? <Badge tone="brand">Administrator</Badge> : null}
                {person.disabledAt ? <Badge tone="warning">Disabled</Badge> : null}
              </p>
              <p className="flex flex-wrap gap-x-3 text-muted-foreground text-xs">
                {person.name ? <span>{person.name}</span> : null}
                <span>{person.accounts === 1 ? '1 account' : `${person.accounts} accounts`}</span>
                <span>
                  {person.lastSeenAt ? (
                    <>
                      Seen <Age date={person.lastSeenAt} />
                    </>
                  ) : (
                    'Never seen'
                  )}
                </span>
              </p>
            </div>
            {person.email === ownEmail ? null : person.disabledAt ? (
              <Button
                size="sm"
                loading={enable.isPending && enable.variables.id === person.id}
                onClick={() => enable.mutate({ id: person.id })}
                aria-label={`Enable ${person.email}`}
              >
                Enable
              </Button>
            ) : (
              <Button
                size="sm"
                variant="destructive-quiet"
                onClick={() => setDisabling(person)}
                aria-label={`Disable ${person.email}`}
              >
                Disable
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={disabling !== null}
        onOpenChange={(open) => {
          if (!open) setDisabling(null)
        }}
        title={`Disable ${disabling?.email ?? 'this person'}?`}
        description="They are signed out, their API tokens are refused and their accounts are not refreshed. Nothing of theirs is lost."
        confirm="Disable"
        pending={disable.isPending}
        error={disable.error}
        onConfirm={() => disabling && disable.mutate({ id: disabling.id })}
      />
    </SettingsSection>
  )
}
