'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg, select } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { DeskRole } from '@/server/domain/desks/roles'
import type { NewDeskInvitationView } from '@/server/domain/views'
import { saidChoices } from '../language/said-choices'
import { ProofFields, useProof } from '../settings/proof-fields'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { CopyLine } from '../ui/copy-line'
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { MemberLimitField } from './member-limit-field'
import { ROLE_WORDS, useRoleChoices } from './role-words'

const EXPIRIES = [
  ['1', msg`After a day`],
  ['7', msg`After 7 days`],
  ['30', msg`After 30 days`],
] as const satisfies readonly (readonly [string, MessageDescriptor])[]

interface InviteDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  desk: string
  hasPassword: boolean
}

/** First whom to, then the link: once. */
export function InviteDialog({ open, onOpenChange, desk, hasPassword }: InviteDialogProps) {
  const { t } = useLingui()
  const [made, setMade] = useState<NewDeskInvitationView | null>(null)
  const change = (next: boolean) => {
    // The link leaves memory with the dialog.
    if (!next) setMade(null)
    onOpenChange(next)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent onInteractOutside={(event) => made && event.preventDefault()}>
        <DialogHeader>
          <DialogTitle>{made ? t`The invitation is made` : t`Invite to ${desk}`}</DialogTitle>
          <DialogDescription>
            {made
              ? t`Whoever has the link first joins as ${select(made.invitation.role, { owner: 'an owner', manager: 'a manager', trader: 'a trader', other: 'a viewer' })}. Copy it now: it can't be shown again.`
              : t`A link that one person joins by, once.`}
          </DialogDescription>
        </DialogHeader>
        {made ? <ShownOnce link={made.link} /> : <InviteForm hasPassword={hasPassword} onMade={setMade} />}
      </DialogContent>
    </Dialog>
  )
}

function ShownOnce({ link }: { link: string }) {
  const { t } = useLingui()
  return (
    <>
      <DialogBody>
        <CopyLine value={link} what={t`link`} testId="join-link" />
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">
            <Trans>Done</Trans>
          </Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}

function InviteForm({ hasPassword, onMade }: { hasPassword: boolean; onMade: (made: NewDeskInvitationView) => void }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  // The answer holds the link: it is not to stay in a cache behind the dialog.
  const invite = useMutation(trpc.desks.invite.mutationOptions({ gcTime: 0 }))
  const [role, setRole] = useState<DeskRole>('viewer')
  const [tagIds, setTagIds] = useState<string[] | null>(null)
  const [expiry, setExpiry] = useState<(typeof EXPIRIES)[number][0]>('7')
  const [note, setNote] = useState('')
  const [fault, setFault] = useState<string>()
  const [problem, setProblem] = useState<string | null>(null)
  const proof = useProof(hasPassword)
  const roles = useRoleChoices()
  const all = role === 'owner'

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    setProblem(null)
    setFault(undefined)
    if (!all && tagIds?.length === 0) return setFault(t`Choose at least one tag.`)
    const given = proof.read()
    if (!given) return
    try {
      const limit = all ? null : tagIds
      const made = await invite.mutateAsync({ ...given, role, tagIds: limit, expiresInDays: Number(expiry), note })
      void queryClient.invalidateQueries(trpc.desks.pathFilter())
      onMade(made)
    } catch (error) {
      const failure = failureOf(error)
      if (proof.refuse(failure)) return
      if (failure.fields.tagIds) setFault(failure.fields.tagIds)
      else setProblem(failure.message)
    }
  }

  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogBody>
        <Field label={t`For whom`} optional help={t`For you, to tell invitations apart.`}>
          {(control) => (
            <Input
              {...control}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              autoComplete="off"
              maxLength={100}
            />
          )}
        </Field>
        <ChoiceField label={t`Role`} help={t(ROLE_WORDS[role])} choices={roles} value={role} onChange={setRole} />
        {all ? null : <MemberLimitField value={tagIds} onChange={setTagIds} error={fault} />}
        <ChoiceField label={t`Ends`} choices={saidChoices(EXPIRIES, t)} value={expiry} onChange={setExpiry} />
        <ProofFields proof={proof} />
        {problem ? <Notice tone="error">{problem}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={invite.isPending}>
          <Trans>Make invitation</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}
