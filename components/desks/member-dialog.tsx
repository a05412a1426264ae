'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { DeskRole } from '@/server/domain/desks/roles'
import type { MemberView } from '@/server/domain/views'
import { ProofFields, useProof } from '../settings/proof-fields'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
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
import { Notice } from '../ui/notice'
import { MemberLimitField } from './member-limit-field'
import { memberName } from './member-name'
import { ROLE_WORDS, useRoleChoices } from './role-words'

interface MemberDialogProps {
  /** Null: closed. */
  member: MemberView | null
  hasPassword: boolean
  onClose: () => void
}

/** Changes what somebody may on the desk, and which accounts they see. */
export function MemberDialog({ member, hasPassword, onClose }: MemberDialogProps) {
  return (
    <Dialog open={member !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        {member ? <MemberForm key={member.userId} member={member} hasPassword={hasPassword} onDone={onClose} /> : null}
      </DialogContent>
    </Dialog>
  )
}

function MemberForm({ member, hasPassword, onDone }: { member: MemberView; hasPassword: boolean; onDone: () => void }) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const change = useMutation(trpc.desks.changeMember.mutationOptions())
  const [role, setRole] = useState<DeskRole>(member.role)
  const [tagIds, setTagIds] = useState<string[] | null>(member.tags?.map(({ id }) => id) ?? null)
  const [fault, setFault] = useState<string>()
  const [problem, setProblem] = useState<string | null>(null)
  const proof = useProof(hasPassword)
  const roles = useRoleChoices()
  const promoted = role === 'owner'

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    setProblem(null)
    setFault(undefined)
    if (!promoted && tagIds?.length === 0) return setFault(t`Choose at least one tag.`)
    const given = promoted ? proof.read() : {}
    if (!given) return
    try {
      await change.mutateAsync({ ...given, userId: member.userId, role, tagIds: promoted ? null : tagIds })
      await queryClient.invalidateQueries(trpc.desks.pathFilter())
      onDone()
    } catch (error) {
      const failure = failureOf(error)
      if (proof.refuse(failure)) return
      if (failure.fields.tagIds) setFault(failure.fields.tagIds)
      else setProblem(failure.message)
    }
  }

  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogHeader>
        <DialogTitle>{memberName(member, i18n)}</DialogTitle>
        <DialogDescription>
          <Trans>What they do just now ends where it may not go on.</Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <ChoiceField label={t`Role`} help={t(ROLE_WORDS[role])} choices={roles} value={role} onChange={setRole} />
        {promoted ? <ProofFields proof={proof} /> : <MemberLimitField value={tagIds} onChange={setTagIds} error={fault} />}
        {problem ? <Notice tone="error">{problem}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={change.isPending}>
          <Trans>Save</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}
