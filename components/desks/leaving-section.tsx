'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { CurrentDeskView, MemberView } from '@/server/domain/views'
import { ProofDialog } from '../settings/proof-dialog'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { toast } from '../ui/toast'
import { memberName } from './member-name'

interface LeavingSectionProps {
  desk: CurrentDeskView
  hasPassword: boolean
}

/** Where one's own desk is: with the desk that one left, its pages are gone. */
const toOwnDesk = () => window.location.assign('/overview')

/** The ways off the desk: leaving, handing it over, deleting it. */
export function LeavingSection({ desk, hasPassword }: LeavingSectionProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: members } = useSuspenseQuery(trpc.desks.members.queryOptions())
  const [open, setOpen] = useState<'leave' | 'hand over' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const others = members.filter(({ isYou }) => !isYou)
  const isOwner = desk.role === 'owner'
  const isLastOwner = isOwner && !others.some(({ role, disabled }) => role === 'owner' && !disabled)
  const why = isLastOwner
    ? others.length > 0
      ? t`You are the only owner: hand the desk over, or make somebody an owner, first.`
      : t`You are alone here: delete the desk if it is not needed any more.`
    : t`You see nothing of it from then on. What you set up here stays.`

  return (
    <SettingsSection title={t`Leaving`} flush>
      <ul className="divide-y">
        <Way name={t`Leave this desk`} why={why}>
          <Button size="sm" variant="destructive-quiet" disabled={isLastOwner} onClick={() => setOpen('leave')}>
            <Trans>Leave</Trans>
          </Button>
        </Way>
        {isOwner && others.length > 0 ? (
          <Way name={t`Hand it over`} why={t`Somebody else becomes its owner, and you a manager.`}>
            <Button size="sm" onClick={() => setOpen('hand over')}>
              <Trans>Hand over</Trans>
            </Button>
          </Way>
        ) : null}
        {isOwner ? (
          <Way name={t`Delete this desk`} why={t`Its accounts, stored keys and history, for everybody. There is no way back.`}>
            <Button size="sm" variant="destructive-quiet" onClick={() => setOpen('delete')}>
              <Trans>Delete desk</Trans>
            </Button>
          </Way>
        ) : null}
      </ul>
      <LeaveDialog open={open === 'leave'} onClose={close} desk={desk.name} />
      {others.length > 0 ? (
        <HandOverDialog open={open === 'hand over'} onClose={close} others={others} hasPassword={hasPassword} />
      ) : null}
      <DeleteDialog open={open === 'delete'} onClose={close} desk={desk.name} hasPassword={hasPassword} />
    </SettingsSection>
  )
}

function Way({ name, why, children }: { name: string; why: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-0 flex-1 max-sm:basis-40">
        <p className="font-medium">{name}</p>
        <p className="text-muted-foreground text-xs">{why}</p>
      </div>
      {children}
    </li>
  )
}

function LeaveDialog({ open, onClose, desk }: { open: boolean; onClose: () => void; desk: string }) {
  const { t } = useLingui()
  const leave = useMutation(useTRPC().desks.leave.mutationOptions({ onSuccess: toOwnDesk }))
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={t`Leave ${desk}?`}
      description={t`API tokens that you made here end at once. To come back you need an invitation.`}
      confirm={t`Leave`}
      pending={leave.isPending}
      error={leave.error}
      onConfirm={() => leave.mutate()}
    />
  )
}

interface HandOverDialogProps {
  open: boolean
  onClose: () => void
  others: readonly MemberView[]
  hasPassword: boolean
}

function HandOverDialog({ open, onClose, others, hasPassword }: HandOverDialogProps) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const handOver = useMutation(trpc.desks.handOver.mutationOptions())
  const [chosen, setChosen] = useState(others[0]?.userId ?? '')
  const choices = others.map((member) => [member.userId, memberName(member, i18n)] as const)
  return (
    <ProofDialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={t`Hand this desk over?`}
      description={t`Whom you choose becomes an owner and sees all accounts. You become a manager.`}
      hasPassword={hasPassword}
      confirm={t`Hand over`}
      onConfirm={async (proof) => {
        await handOver.mutateAsync({ ...proof, userId: chosen })
        toast.success(t`The desk is handed over`)
        onClose()
        await queryClient.invalidateQueries()
      }}
    >
      <ChoiceField label={t`To`} choices={choices} value={chosen} onChange={setChosen} />
    </ProofDialog>
  )
}

function DeleteDialog({
  open,
  onClose,
  desk,
  hasPassword,
}: {
  open: boolean
  onClose: () => void
  desk: string
  hasPassword: boolean
}) {
  const { t } = useLingui()
  const remove = useMutation(useTRPC().desks.delete.mutationOptions())
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  return (
    <ProofDialog
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={t`Delete ${desk}?`}
      description={t`Its accounts, stored keys, history, tokens and log are gone at once, for everybody on it. There is no way back.`}
      hasPassword={hasPassword}
      confirm={t`Delete desk`}
      tone="destructive"
      onConfirm={async (proof) => {
        setFault(null)
        if (typed.trim() !== desk) return setFault(t`This is not the name of the desk.`)
        await remove.mutateAsync({ ...proof, name: typed })
        toOwnDesk()
      }}
    >
      <Field label={t`Type its name, ${desk}`} error={fault}>
        {(control) => <Input {...control} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />}
      </Field>
    </ProofDialog>
  )
}
