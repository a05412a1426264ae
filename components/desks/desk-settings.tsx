'use client'
import { select } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CurrentDeskView } from '@/server/domain/views'
import { SettingsSection } from '../settings/section'
import { SettingsSkeleton } from '../settings/settings-skeleton'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { QueryBoundary } from '../ui/query-boundary'
import { toast } from '../ui/toast'
import { DeskInvitationsSection } from './invitations-section'
import { LeavingSection } from './leaving-section'
import { DeskLogSection } from './log-section'
import { MembersSection } from './members-section'
import { NewDeskSection } from './new-desk'
import { ROLE_WORDS } from './role-words'

/** Who is on the desk and may what; of one's own, that there can be others. */
export function DeskSettings() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: desk } = useSuspenseQuery(trpc.desks.get.queryOptions())
  const { data: security } = useSuspenseQuery(trpc.security.get.queryOptions())
  if (desk.isPersonal) return <NewDeskSection />
  const { hasPassword } = security
  return (
    <>
      <NameSection key={desk.name} desk={desk} />
      <MembersSection desk={desk} hasPassword={hasPassword} />
      {desk.role === 'owner' ? (
        <QueryBoundary what={t`The invitations`} fallback={<SettingsSkeleton />}>
          <DeskInvitationsSection desk={desk.name} hasPassword={hasPassword} />
        </QueryBoundary>
      ) : null}
      {(desk.role === 'owner' || desk.role === 'manager') && !desk.limited ? <DeskLogSection /> : null}
      <LeavingSection desk={desk} hasPassword={hasPassword} />
    </>
  )
}

function NameSection({ desk }: { desk: CurrentDeskView }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [name, setName] = useState(desk.name)
  const rename = useMutation(trpc.desks.rename.mutationOptions())
  const failure = rename.error ? failureOf(rename.error) : null

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    rename.mutate(
      { name },
      {
        onSuccess: async () => {
          await queryClient.invalidateQueries(trpc.desks.pathFilter())
          toast.success(t`The desk is renamed`)
        },
      },
    )
  }

  const { role } = desk
  const may = t(ROLE_WORDS[role])
  return (
    <SettingsSection
      title={desk.name}
      description={t`You are ${select(role, { owner: 'an owner', manager: 'a manager', trader: 'a trader', other: 'a viewer' })} here. ${may}`}
    >
      {desk.role === 'owner' ? (
        <form onSubmit={onSubmit} noValidate className="flex items-end gap-2">
          <Field label={t`Name`} error={failure ? (failure.fields.name ?? failure.message) : null} className="min-w-0 flex-1">
            {(control) => (
              <Input
                {...control}
                value={name}
                onChange={(event) => setName(event.target.value)}
                autoComplete="off"
                maxLength={64}
              />
            )}
          </Field>
          <Button type="submit" loading={rename.isPending} disabled={name.trim() === desk.name}>
            <Trans>Rename</Trans>
          </Button>
        </form>
      ) : null}
    </SettingsSection>
  )
}
