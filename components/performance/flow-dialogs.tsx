'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FLOW_KINDS, type FlowKind } from '@/server/domain/flows/types'
import { useDeskRouter } from '../desk/navigation'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { ConfirmDialog } from '../ui/confirm-dialog'
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
import { Textarea } from '../ui/input'
import { Notice } from '../ui/notice'
import { toast } from '../ui/toast'
import { type FlowDialogProps, type FlowTask, type HandledFlow, useFlowInWords } from './handled-flow'
import { TieDialog } from './tie-dialog'
import { KIND_LABELS, KIND_NOUNS } from './words'

interface FlowDialogsProps {
  open: boolean
  flow: HandledFlow
  task: FlowTask
  onClose: () => void
}

/** The dialog that a task of an entry needs. */
export function FlowDialogs({ flow, task, onClose }: FlowDialogsProps) {
  const router = useDeskRouter()
  const done = (said: string) => {
    toast.success(said)
    onClose()
    // What is made of entries is made anew with the page.
    router.refresh()
  }
  if (task === 'classify') return <ClassifyDialog flow={flow} onClose={onClose} onDone={done} />
  if (task === 'tie') return <TieDialog flow={flow} onClose={onClose} onDone={done} />
  return task === 'untie' ? (
    <UntieDialog flow={flow} onClose={onClose} onDone={done} />
  ) : (
    <RemoveDialog flow={flow} onClose={onClose} onDone={done} />
  )
}

const AS_SENT = 'as-sent'
type KindChoice = FlowKind | typeof AS_SENT

/** What each kind means for returns, beside its name. */
const MEANING: Readonly<Record<FlowKind, MessageDescriptor>> = {
  deposit: msg`taken out of returns`,
  withdrawal: msg`taken out of returns`,
  transfer: msg`taken out of returns`,
  other: msg`taken out of returns`,
  trade: msg`stays in returns`,
  funding: msg`income or cost`,
  interest: msg`income or cost`,
  fee: msg`cost`,
  rebate: msg`income`,
  reward: msg`income`,
  realized: msg`profit or loss`,
  liquidation: msg`loss`,
}

function ClassifyDialog({ flow, onClose, onDone }: FlowDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const words = useFlowInWords(flow)
  const [choice, setChoice] = useState<KindChoice>(flow.kind)
  const [note, setNote] = useState(flow.note ?? '')
  const classify = useMutation(trpc.flows.classify.mutationOptions({ onSuccess: () => onDone(t`Noted`) }))
  const sent = flow.exchangeKind ?? flow.kind
  const sentKind = t(KIND_NOUNS[sent])
  const problem = classify.error ? failureOf(classify.error) : null
  const choices: (readonly [KindChoice, string])[] = [
    ...(flow.exchangeKind ? [[AS_SENT, t`As the exchange says: ${sentKind}`] as const] : []),
    ...FLOW_KINDS.map((kind) => [kind, `${t(KIND_LABELS[kind])} – ${t(MEANING[kind])}`] as const),
  ]
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const kind = choice === AS_SENT || choice === sent ? null : choice
            classify.mutate({ id: flow.id, kind, note: note.trim() === '' ? null : note.trim() })
          }}
          noValidate
        >
          <DialogHeader>
            <DialogTitle>
              <Trans>What this entry is</Trans>
            </DialogTitle>
            <DialogDescription>
              <Trans>{words}. No rule changes it back; the security log says who did this and when.</Trans>
            </DialogDescription>
          </DialogHeader>
          <DialogBody>
            <ChoiceField label={t`Kind`} value={choice} choices={choices} onChange={setChoice} />
            <Field label={t`Note`} optional error={problem?.fields.note}>
              {(control) => (
                <Textarea {...control} maxLength={500} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
              )}
            </Field>
            {problem && !problem.fields.note ? <Notice tone="error">{problem.message}</Notice> : null}
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button>
                <Trans>Cancel</Trans>
              </Button>
            </DialogClose>
            <Button type="submit" variant="primary" loading={classify.isPending}>
              <Trans>Save</Trans>
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

function UntieDialog({ flow, onClose, onDone }: FlowDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const words = useFlowInWords(flow)
  const untie = useMutation(trpc.flows.untie.mutationOptions({ onSuccess: () => onDone(t`They are no pair any more`) }))
  const { id, pairedWith, amount } = flow
  if (pairedWith === null) return null
  const pair = amount.startsWith('-') ? { outId: id, inId: pairedWith } : { outId: pairedWith, inId: id }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Not a transfer between your accounts?`}
      description={t`${words}, and its other end count by themselves then: as money that came in, and as money that went out. No rule ties them again.`}
      confirm={t`Part them`}
      onConfirm={() => untie.mutate(pair)}
      pending={untie.isPending}
      error={untie.error}
      tone="primary"
    />
  )
}

function RemoveDialog({ flow, onClose, onDone }: FlowDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const words = useFlowInWords(flow)
  const remove = useMutation(trpc.flows.remove.mutationOptions({ onSuccess: () => onDone(t`Taken away`) }))
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t`Take this entry away?`}
      description={t`${words}, written by hand. Figures are made without it from then on.`}
      confirm={t`Take it away`}
      onConfirm={() => remove.mutate({ id: flow.id })}
      pending={remove.isPending}
      error={remove.error}
    />
  )
}
