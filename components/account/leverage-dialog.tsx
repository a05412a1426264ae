'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { AccountView, BalanceView, LeverageView } from '@/server/domain/views'
import { leverageSchema } from '@/server/schemas/accounts'
import { MARGIN_MODE_WORDS } from '../accounts/margin-mode-words'
import { Amount, Multiple, Price } from '../format/amount'
import { Unknown } from '../format/figure'
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
import { type LeverageChange, leverageChange, openPairs, presetsUpTo } from './leverage-change'
import { MarginChange } from './margin-change'

interface LeverageDialogProps {
  account: AccountView
  balance: BalanceView | null
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The pair that it begins with, where one is meant. */
  pair?: string | undefined
}

/** Sets the leverage of one pair on the exchange, after saying what that changes. */
export function LeverageDialog({ account, balance, open, onOpenChange, pair }: LeverageDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <Steps account={account} balance={balance} pair={pair} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  )
}

interface StepsProps {
  account: AccountView
  balance: BalanceView | null
  pair: string | undefined
  onDone: () => void
}

function Steps({ account, balance, pair, onDone }: StepsProps) {
  const { t } = useLingui()
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
        const { pair: set, leverage: now, previousLeverage: before } = result
        toast.success(before === null ? t`${set} is at ${now}×` : t`${set} is at ${now}× (was ${before}×)`)
        applyFresh(account.id)
        onDone()
      },
    }),
  )
  const problem = set.error ? failureOf(set.error).message : (refusal?.message ?? null)

  if (change === null) {
    return <Form account={account} pairs={openPairs(assets)} assets={assets} asked={pair} onNext={setChange} />
  }
  const { settle } = change
  const marginAfter = <Amount value={change.marginAfter} price="1" unit={settle ?? undefined} className="font-medium" />
  const { exchangeName } = account
  return (
    <>
      <DialogHeader>
        <DialogTitle>
          <Trans>
            Set {change.pair} to {change.after}×?
          </Trans>
        </DialogTitle>
        <DialogDescription>
          <Trans>
            This changes {account.name} on {account.exchangeName} at once. Nothing is bought or sold.
          </Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <dl className="rounded-md border px-3">
          <FromTo
            label={t`Leverage`}
            from={<Multiple value={change.before} />}
            to={<Multiple value={change.after} className="font-medium" />}
          />
          <FromTo
            label={t`Initial margin held`}
            from={
              change.marginAbout ? (
                <Trans>
                  about <Amount value={change.marginBefore} price="1" unit={change.settle ?? undefined} />
                </Trans>
              ) : (
                <Amount value={change.marginBefore} price="1" unit={change.settle ?? undefined} />
              )
            }
            to={
              change.marginAfter === null ? (
                <>
                  {marginAfter} {settle}
                </>
              ) : (
                <Trans>
                  about {marginAfter} {settle}
                </Trans>
              )
            }
          />
          <LiquidationRow accountId={account.id} change={change} />
          <FromTo label={t`Margin mode`} to={t(MARGIN_MODE_WORDS[account.marginMode === 'CROSS' ? 'CROSS' : 'ISOLATED'])} />
        </dl>
        {change.otherMode === null ? null : (
          <Notice tone="warning">
            {change.otherMode === 'cross' ? (
              <Trans>
                What is open in this pair is cross, and leverage is set for isolated margin here: whether {exchangeName} takes it
                for what is open too, keeps it for the other mode, or refuses is not known.
              </Trans>
            ) : (
              <Trans>
                What is open in this pair is isolated, and leverage is set for cross margin here: whether {exchangeName} takes it
                for what is open too, keeps it for the other mode, or refuses is not known.
              </Trans>
            )}
          </Notice>
        )}
        {change.raises ? (
          <Notice tone="warning">
            <Trans>Higher leverage frees margin. What is opened with it, and isolated positions, are liquidated sooner.</Trans>
          </Notice>
        ) : (
          <Notice>
            <Trans>Lower leverage holds more margin. The exchange refuses if not enough of it is free.</Trans>
          </Notice>
        )}
        {problem ? (
          <Notice tone="error" title={t`The leverage was not set`}>
            {problem}
            {refusal?.exchangeError ? (
              <p className="mt-1 text-muted-foreground text-xs">
                <Trans>
                  {account.exchangeName} says: “{refusal.exchangeError}”
                </Trans>
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
          <Trans>Back</Trans>
        </Button>
        <Button
          variant="primary"
          loading={set.isPending}
          onClick={() => set.mutate({ accountIds: [account.id], pair: change.pair, leverage: change.after })}
        >
          <Trans>Set to {change.after}×</Trans>
        </Button>
      </DialogFooter>
    </>
  )
}

/**
 * What becomes of the liquidation price: of a cross position the same, since its margin is the whole wallet; of an isolated one what
 * the exchange says of it.
 */
function LiquidationRow({ accountId, change }: { accountId: string; change: LeverageChange }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { liquidation, pair, after } = change
  const estimate = useQuery(
    trpc.accounts.leverageEstimate.queryOptions(
      { id: accountId, pair, leverage: after },
      { enabled: liquidation.kind === 'moves', retry: false },
    ),
  )
  if (liquidation.kind === 'none') return null
  if (liquidation.kind === 'same') {
    return (
      <FromTo
        label={t`Liquidation price`}
        to={
          <>
            <Price value={liquidation.price} />
            <span className="block text-muted-foreground text-xs">
              <Trans>the same: its margin is the whole wallet</Trans>
            </span>
          </>
        }
      />
    )
  }
  if (liquidation.kind === 'unknown') {
    const why = t`what is open is in the other margin mode`
    return <FromTo label={t`Liquidation price`} from={<Price value={liquidation.price} />} to={<Unknown why={why} />} />
  }
  const price = estimate.data?.liquidationPrice ?? null
  return (
    <FromTo
      label={t`Liquidation price`}
      from={<Price value={liquidation.price} />}
      to={
        estimate.isPending ? (
          <span className="text-muted-foreground">
            <Trans>asking the exchange</Trans>
          </span>
        ) : price === null ? (
          <Unknown why={t`the exchange does not tell it before`} />
        ) : (
          <Trans>
            about <Price value={price} className="font-medium" />
          </Trans>
        )
      }
    />
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
            <span className="sr-only">
              <Trans>to</Trans>
            </span>{' '}
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
  asked: string | undefined
  onNext: (change: LeverageChange) => void
}

function Form({ account, pairs, assets, asked, onNext }: FormProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const list = useId()
  const [pair, setPair] = useState(asked ?? pairs[0] ?? '')
  // Of a pair that is being typed nothing is asked until it is.
  const [settled, setSettled] = useState(pair)
  const [leverage, setLeverage] = useState('')
  const [errors, setErrors] = useState<{ pair?: string; leverage?: string }>({})
  const now = assets.find((asset) => asset.symbol === pair.trim())?.leverage ?? null
  const limit = useQuery({
    ...trpc.accounts.leverageLimit.queryOptions({ id: account.id, pair: settled.trim() }),
    enabled: settled.trim() !== '',
    staleTime: LIMIT_FRESH_MS,
  })
  const max = limit.data?.pair === pair.trim() ? limit.data.max : null
  const wanted = leverageSchema.safeParse(leverage)
  const mode = account.marginMode === 'CROSS' ? 'cross' : 'isolated'

  function submit(event: FormEvent) {
    event.preventDefault()
    const parsed = leverageSchema.safeParse(leverage)
    const found = {
      ...(pair.trim() === '' ? { pair: t`Name a pair, as in ETH:PERP-USDT.` } : {}),
      ...(parsed.success ? {} : { leverage: parsed.error.issues[0]?.message ?? t`Leverage is a positive number.` }),
    }
    setErrors(found)
    if (Object.keys(found).length === 0 && parsed.success) onNext(leverageChange(assets, pair.trim(), parsed.data, mode))
  }

  return (
    <form onSubmit={submit} noValidate>
      <DialogHeader>
        <DialogTitle>
          <Trans>Set leverage</Trans>
        </DialogTitle>
        <DialogDescription>
          <Trans>
            Of one pair of {account.name}, on {account.exchangeName} itself.
          </Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <Field
          label={t`Pair`}
          error={errors.pair}
          help={pairs.length === 0 ? t`As in ETH:PERP-USDT.` : t`One with an open position, or any other: ETH:PERP-USDT.`}
        >
          {(control) => (
            <>
              <Input
                {...control}
                list={list}
                value={pair}
                onChange={(event) => {
                  setPair(event.target.value)
                  if (pairs.includes(event.target.value.trim())) setSettled(event.target.value)
                }}
                onBlur={() => setSettled(pair)}
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
        <Field label={t`Leverage`} error={errors.leverage} aside={<Now leverage={now} max={max} />}>
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
        <LeverageSlider now={now} max={max} value={wanted.success ? wanted.data : null} onChange={setLeverage} />
        {wanted.success ? <MarginChange change={leverageChange(assets, pair.trim(), wanted.data, mode)} /> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary">
          <Trans>Continue</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}

function Now({ leverage, max }: { leverage: string | null; max: string | null }) {
  if (leverage === null && max === null) return null
  return (
    <span className="text-muted-foreground text-xs">
      {leverage === null ? null : (
        <Trans>
          now <Multiple value={leverage} />
        </Trans>
      )}
      {leverage !== null && max !== null ? ', ' : null}
      {max === null ? null : (
        <Trans>
          at most <Multiple value={max} />
        </Trans>
      )}
    </span>
  )
}

const LIMIT_FRESH_MS = 3_600_000
/** As far as a slider goes where the market's own limit is not known; a number may be higher, and the exchange says whether it may. */
const USUAL_MAX = 25

interface LeverageSliderProps {
  now: string | null
  max: string | null
  value: string | null
  onChange: (leverage: string) => void
}

/** Whole leverages by a slider, and the usual ones. */
function LeverageSlider({ now, max, value, onChange }: LeverageSliderProps) {
  const { t } = useLingui()
  const end = Math.max(1, Math.floor(Number(max ?? USUAL_MAX)))
  const at = Math.min(end, Math.max(1, Math.round(Number(value ?? now ?? 1))))
  return (
    <div className="flex flex-col gap-2">
      <input
        type="range"
        min={1}
        max={end}
        step={1}
        value={at}
        onChange={(event) => onChange(event.target.value)}
        aria-label={t`Slider`}
        aria-valuetext={`${at}×`}
        className="h-11 w-full cursor-pointer accent-brand md:h-6"
      />
      <fieldset className="flex flex-wrap gap-1.5" aria-label={t`Usual ones`}>
        {presetsUpTo(end).map((preset) => (
          <Button
            key={preset}
            size="sm"
            className="figures pointer-coarse:h-11 pointer-coarse:min-w-11"
            aria-pressed={value === String(preset)}
            onClick={() => onChange(String(preset))}
          >
            {preset}×
          </Button>
        ))}
      </fieldset>
      {max === null ? (
        <p className="text-muted-foreground text-xs">
          <Trans>The market’s highest leverage is not told before it is set; the exchange refuses what is above it.</Trans>
        </p>
      ) : null}
    </div>
  )
}
