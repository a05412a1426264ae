'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AdminUserView } from '@/server/domain/views'
import { useDeskHref } from '../desk/navigation'
import { type Proof, ProofDialog } from '../settings/proof-dialog'
import { useTRPC } from '../trpc-provider'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { toast } from '../ui/toast'
import type { PersonDeed } from './person-deed'

interface PersonDialogProps {
  person: AdminUserView
  own: boolean
  hasPassword: boolean
  deed: PersonDeed
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks before something is done to somebody: for what changes who gets in, or is for good, with the own password. */
export function PersonDialog(props: PersonDialogProps) {
  switch (props.deed) {
    case 'disable':
      return <DisableDialog {...props} />
    case 'delete':
      return <DeleteDialog {...props} />
    default:
      return <RightsDialog {...props} deed={props.deed} />
  }
}

function useReload() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries(trpc.admin.users.queryFilter())
}

function DisableDialog({ person, open, onOpenChange }: PersonDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const reload = useReload()
  const disable = useMutation(
    trpc.admin.disable.mutationOptions({
      onSuccess: async () => {
        await reload()
        onOpenChange(false)
      },
    }),
  )
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Disable ${person.email}?`}
      description={t`They are signed out, their API tokens are refused and their accounts are not refreshed. Nothing of theirs is lost.`}
      confirm={t`Disable`}
      pending={disable.isPending}
      error={disable.error}
      onConfirm={() => disable.mutate({ id: person.id })}
    />
  )
}

const WORDS = {
  make: {
    title: (email: string): MessageDescriptor => msg`Make ${email} an administrator?`,
    description: msg`They can then invite, disable and delete people, and make administrators. They never see what others hold.`,
    confirm: msg`Make administrator`,
    tone: 'primary',
  },
  unmake: {
    title: (email: string, own: boolean): MessageDescriptor =>
      own ? msg`Step down as administrator?` : msg`Take administration away from ${email}?`,
    description: msg`Everything of their own stays as it is.`,
    confirm: msg`Take away`,
    tone: 'destructive',
  },
  takeOff: {
    title: (email: string): MessageDescriptor => msg`Take off the second factor of ${email}?`,
    description: msg`For somebody who has lost app, passkeys and recovery codes: be sure that it is them who ask. They are signed out everywhere, and are told.`,
    confirm: msg`Take off`,
    tone: 'destructive',
  },
} as const

function RightsDialog({ person, own, hasPassword, deed, open, onOpenChange }: PersonDialogProps & { deed: keyof typeof WORDS }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const to = useDeskHref()
  const reload = useReload()
  const make = useMutation(trpc.admin.makeAdmin.mutationOptions())
  const unmake = useMutation(trpc.admin.unmakeAdmin.mutationOptions())
  const takeOff = useMutation(trpc.admin.takeOffSecondFactor.mutationOptions())
  const { title, description, confirm, tone } = WORDS[deed]

  async function onConfirm(proof: Proof) {
    const input = { ...proof, id: person.id }
    if (deed === 'make') await make.mutateAsync(input)
    else if (deed === 'unmake') await unmake.mutateAsync(input)
    else {
      const { told } = await takeOff.mutateAsync(input)
      toast.success(t`The second factor is off`, {
        description: told ? t`They are told by mail, and on their next page.` : t`They are told on their next page.`,
      })
    }
    // This page is for administrators: whoever is none any more leaves it.
    if (own && deed === 'unmake') return window.location.assign(to('/settings'))
    await reload()
    onOpenChange(false)
  }

  return (
    <ProofDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(title(person.email, own))}
      description={own && deed === 'unmake' ? t`Everything of your own stays as it is.` : t(description)}
      hasPassword={hasPassword}
      confirm={own && deed === 'unmake' ? t`Step down` : t(confirm)}
      tone={tone}
      onConfirm={onConfirm}
    />
  )
}

function DeleteDialog({ person, hasPassword, open, onOpenChange }: PersonDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const reload = useReload()
  const remove = useMutation(trpc.admin.deletePerson.mutationOptions())
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  return (
    <ProofDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t`Delete ${person.email}?`}
      description={t`Their accounts, stored keys, history, tokens and settings are gone at once, also from this server's database. There is no way back.`}
      hasPassword={hasPassword}
      confirm={t`Delete for good`}
      tone="destructive"
      onConfirm={async (proof) => {
        setFault(null)
        if (typed.trim().toLowerCase() !== person.email) return setFault(t`This is not the address of the person.`)
        await remove.mutateAsync({ ...proof, id: person.id, email: typed })
        toast.success(t`${person.email} is deleted`)
        onOpenChange(false)
        await reload()
      }}
    >
      <Field label={t`Type their e-mail address, ${person.email}`} error={fault}>
        {(control) => (
          <Input {...control} type="email" value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
        )}
      </Field>
    </ProofDialog>
  )
}
