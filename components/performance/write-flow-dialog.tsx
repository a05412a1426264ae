'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FLOW_KINDS, type FlowKind } from '@/server/domain/flows/types'
import { momentOf, wallTime } from '@/server/domain/local-time'
import type { AccountView } from '@/server/domain/views'
import { useDeskRouter } from '../desk/navigation'
import { useDisplay } from '../format/display'
import { zoneOf } from '../format/zone'
import { saidChoices } from '../language/said-choices'
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
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { toast } from '../ui/toast'
import { KIND_LABELS } from './words'

export type WrittenAccount = Pick<AccountView, 'id' | 'name' | 'exchangeName'>

interface WriteFlowDialogProps {
  open: boolean
  accounts: readonly WrittenAccount[]
  /** Chosen at first. */
  account: string
  onClose: () => void
}

/** Kinds whose name says which way they go; of others the person says it. */
const WAY: Partial<Record<FlowKind, Way>> = { deposit: 'in', withdrawal: 'out', fee: 'out', reward: 'in', rebate: 'in' }
type Way = 'in' | 'out'
const WAYS = [
  ['in', msg`Came in`],
  ['out', msg`Went out`],
] as const
const KINDS = FLOW_KINDS.map((kind) => [kind, KIND_LABELS[kind]] as const)
const AMOUNT = /^\d{1,30}(\.\d{1,30})?$/

/** Writes an entry that no exchange tells: marked as written by hand, and gone again whenever it is taken away. */
export function WriteFlowDialog({ accounts, account: first, onClose }: WriteFlowDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const router = useDeskRouter()
  const zone = zoneOf(useDisplay())
  const place = zone.replaceAll('_', ' ')
  const [account, setAccount] = useState(first)
  const [kind, setKind] = useState<FlowKind>('deposit')
  const [way, setWay] = useState<Way>('in')
  const [amount, setAmount] = useState('')
  const [coin, setCoin] = useState('')
  const [at, setAt] = useState(() => new Date(wallTime(Date.now(), zone)).toISOString().slice(0, 16))
  const [price, setPrice] = useState('')
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState<Record<string, string>>({})
  const write = useMutation(
    trpc.flows.write.mutationOptions({
      onSuccess: () => {
        toast.success(t`Written`)
        onClose()
        router.refresh()
      },
    }),
  )
  const problem = write.error ? failureOf(write.error) : null
  const errorOf = (field: string) => missing[field] ?? problem?.fields[field]
  const named = ['amount', 'coin', 'at', 'price', 'note'].some((field) => problem?.fields[field])

  function submit(event: FormEvent) {
    event.preventDefault()
    const wall = Date.parse(`${at}Z`)
    const wrong = {
      ...(AMOUNT.test(amount) && /[1-9]/.test(amount) ? {} : { amount: t`Write how much in digits, like 12.5.` }),
      ...(coin.trim() === '' ? { coin: t`Name the coin, like BTC.` } : {}),
      ...(Number.isNaN(wall) ? { at: t`Say when it was.` } : {}),
      ...(price === '' || AMOUNT.test(price) ? {} : { price: t`Write the price in digits, like 60000.5, or leave it empty.` }),
    }
    setMissing(wrong)
    if (Object.keys(wrong).length > 0) return
    write.mutate({
      accountId: account,
      at: new Date(momentOf(wall, zone)),
      coin: coin.trim().toUpperCase(),
      amount: way === 'out' ? `-${amount}` : amount,
      kind,
      price: price === '' ? null : price,
      note: note.trim() === '' ? null : note.trim(),
    })
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <form onSubmit={submit} noValidate>
          <DialogHeader>
            <DialogTitle>
              <Trans>Write an entry</Trans>
            </DialogTitle>
            <DialogDescription>
              <Trans>
                For what the exchange does not tell. It is marked as written by hand, counts like its others, and can be taken
                away.
              </Trans>
            </DialogDescription>
          </DialogHeader>
          <DialogBody>
            <ChoiceField
              label={t`Account`}
              value={account}
              choices={accounts.map(({ id, name, exchangeName }) => [id, `${name} · ${exchangeName}`] as const)}
              onChange={setAccount}
            />
            <div className="grid grid-cols-2 gap-4">
              <ChoiceField
                label={t`Kind`}
                value={kind}
                choices={saidChoices(KINDS, t)}
                onChange={(next) => {
                  setKind(next)
                  setWay(WAY[next] ?? way)
                }}
              />
              <ChoiceField label={t`Which way`} value={way} choices={saidChoices(WAYS, t)} onChange={setWay} />
              <Field label={t`Amount`} error={errorOf('amount')}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="decimal"
                    autoComplete="off"
                    value={amount}
                    onChange={(event) => setAmount(event.target.value.trim())}
                  />
                )}
              </Field>
              <Field label={t`Coin`} error={errorOf('coin')}>
                {(control) => (
                  <Input
                    {...control}
                    autoComplete="off"
                    autoCapitalize="characters"
                    maxLength={40}
                    placeholder="BTC"
                    value={coin}
                    onChange={(event) => setCoin(event.target.value)}
                  />
                )}
              </Field>
            </div>
            <Field label={t`When`} help={t`On the clock of ${place}.`} error={errorOf('at')}>
              {(control) => (
                <Input {...control} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
              )}
            </Field>
            <Field label={t`Price in USD`} optional help={t`Empty: of the reading nearest to it.`} error={errorOf('price')}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  autoComplete="off"
                  value={price}
                  onChange={(event) => setPrice(event.target.value.trim())}
                />
              )}
            </Field>
            <Field label={t`Note`} optional error={errorOf('note')}>
              {(control) => <Input {...control} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
            </Field>
            {problem && !named ? <Notice tone="error">{problem.message}</Notice> : null}
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button>
                <Trans>Cancel</Trans>
              </Button>
            </DialogClose>
            <Button type="submit" variant="primary" loading={write.isPending}>
              <Trans>Write it</Trans>
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
