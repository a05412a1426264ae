'use client'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { AccountView, BalanceView, LeverageView } from '@/server/domain/views'
import { leverageSchema } from '@/server/schemas/accounts'
import { Amount, Multiple } from '../format/amount'
import { useApplyFresh } from '../live/use-apply-fresh'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
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
import { type LeverageChange, leverageChange, openPairs } from './leverage-change'

interface LeverageDialogProps {
  account: AccountView
  balance: BalanceView | null
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Sets the leverage of one pair on the exchange, after saying what that changes. */
export function LeverageDialog({ account, balance, open, onOpenChange }: LeverageDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <Steps account={account} balance={balance} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}

function Steps({ account, balance, onDone }: { account: AccountView; balance: BalanceView | null; onDone: () => void }) {
  const trpc = useTRPC()
  const applyFresh = useApplyFresh()
  const [change, setChange] = useState<LeverageChange | null>(null)
  const [refusal, setRefusal] = useState<LeverageView['errors'][number] | null>(null)
  const assets = balance?.assets ?? []
  const set = useMutation(
    trpc.accounts.setLeverage.mutationOptions({
      onSuccess: ({ results, errors }) => {
        const [result] = results
        setRefusal(errors[0] ?? null)
        if (!result) return
        const from = result.previousLeverage === null ? '' : ` (was ${result.previousLeverage}×)`
        toast.success(`${result.pair} is at ${result.leverage}×${from}`)
        applyFresh(account.id)
        onDone()
      },
    }),
  )
  const problem = set.error ? failureOf(set.error).message : (refusal?.message ?? null)

  if (change === null) return <Form account={account} pairs={openPairs(assets)} assets={assets} onNext={setChange} />
  return (
    <>
      <DialogHeader>
        <DialogTitle>
          Set {change.pair} to {change.after}×?
        </DialogTitle>
        <DialogDescription>
          This changes {account.name} on {account.exchangeName} at once. Nothing is bought or sold.
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <dl className="rounded-md border px-3">
          <FromTo
            label="Leverage"
            from={<Multiple value={change.before} />}
            to={<Multiple value={change.after} className="font-medium" />}
          />
          <FromTo
            label="Initial margin held"
            from={<Amount value={change.marginBefore} price="1" unit={change.settle ?? undefined} />}
            to={
              <>
                {change.marginAfter === null ? '' : 'about '}
                <Amount value={change.marginAfter} price="1" unit={change.settle ?? undefined} className="font-medium" />{' '}
                {change.settle}
              </>
            }
          />
          <FromTo label="Margin mode" to={account.marginMode === 'CROSS' ? 'Cross' : 'Isolated'} />
        </dl>
        {change.raises ? (
          <Notice tone="warning">
            Higher leverage frees margin. What is opened with it, and isolated positions, are liquidated sooner.
          </Notice>
        ) : (
          <Notice>Lower leverage holds more margin. The exchange refuses if not enough of it is free.</Notice>
        )}
        {problem ? (
          <Notice tone="error" title="The leverage was not set">
            {problem}
            {refusal?.exchangeError ? (
              <p className="mt-1 text-muted-foreground text-xs">
                {account.exchangeName} says: “{refusal.exchangeError}”
              </p>
            ) : null}
          </Notice>
        ) : null}
      </DialogBody>
      <DialogFooter>
        <Button
          disabled={set.isPending}
          onClick={() => {
            setChange(null)
            setRefusal(null)
            set.reset()
          }}
        >
          Back
        </Button>
        <Button
          variant="primary"
          loading={set.isPending}
          onClick={() => set.mutate({ accountIds: [account.id], pair: change.pair, leverage: change.after })}
        >
          Set to {change.after}×
        </Button>
      </DialogFooter>
    </>
  )
}

function FromTo({ label, from, to }: { label: string; from?: ReactNode; to: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center justify-between gap-3 border-b last:border-0">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="text-right">
        {from === undefined ? null : (
          <>
            {from} <span aria-hidden>→</span>
            <span className="sr-only">to</span>{' '}
          </>
        )}
        {to}
      </dd>
    </div>
  )
}

interface FormProps {
  account: AccountView
  pairs: readonly string[]
  assets: BalanceView['assets']
  onNext: (change: LeverageChange) => void
}

function Form({ account, pairs, assets, onNext }: FormProps) {
  const list = useId()
  const [pair, setPair] = useState(pairs[0] ?? '')
  const [leverage, setLeverage] = useState('')
  const [errors, setErrors] = useState<{ pair?: string; leverage?: string }>({})
  const now = assets.find((asset) => asset.symbol === pair.trim())?.leverage ?? null

  function submit(event: FormEvent) {
    event.preventDefault()
    const parsed = leverageSchema.safeParse(leverage)
    const found = {
      ...(pair.trim() === '' ? { pair: 'Name a pair, as in ETH:PERP-USDT.' } : {}),
      ...(parsed.success ? {} : { leverage: parsed.error.issues[0]?.message ?? 'Leverage is a positive number.' }),
    }
    setErrors(found)
    if (Object.keys(found).length === 0 && parsed.success) onNext(leverageChange(assets, pair.trim(), parsed.data))
  }

  return (
    <form onSubmit={submit} noValidate>
      <DialogHeader>
        <DialogTitle>Set leverage</DialogTitle>
        <DialogDescription>
          Of one pair of {account.name}, on {account.exchangeName} itself.
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <Field
          label="Pair"
          error={errors.pair}
          help={pairs.length === 0 ? 'As in ETH:PERP-USDT.' : 'One with an open position, or any other: ETH:PERP-USDT.'}
        >
          {(control) => (
            <>
              <Input
                {...control}
                list={list}
                value={pair}
                onChange={(event) => setPair(event.target.value)}
                autoComplete="off"
                spellCheck={false}
              />
              <datalist id={list}>
                {pairs.map((each) => (
                  <option key={each} value={each} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field label="Leverage" error={errors.leverage} aside={now === null ? null : <Now leverage={now} />}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={leverage}
              onChange={(event) => setLeverage(event.target.value)}
              autoComplete="off"
              placeholder="10"
            />
          )}
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary">
          Continue
        </Button>
      </DialogFooter>
    </form>
  )
}

function Now({ leverage }: { leverage: string }) {
  return (
    <span className="text-muted-foreground text-xs">
      now <Multiple value={leverage} />
    </span>
  )
}
