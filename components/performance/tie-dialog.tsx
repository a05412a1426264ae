'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Decimal } from '@/server/domain/decimal'
import { otherEnds } from '@/server/domain/flows/other-ends'
import { Amount } from '../format/amount'
import { Moment } from '../format/moment'
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
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { type FlowDialogProps, useFlowInWords } from './handled-flow'
import { KIND_LABELS } from './words'

const DAY_MS = 86_400_000
/** Chains and exchanges have held transfers up so long. */
const AROUND_MS = 14 * DAY_MS

/** Chooses the entry that is the other end of the same transfer, of those that can be. */
export function TieDialog({ flow, onClose, onDone }: FlowDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const words = useFlowInWords(flow)
  const [chosen, setChosen] = useState<string | null>(null)
  const around = { from: new Date(flow.at.getTime() - AROUND_MS), to: new Date(flow.at.getTime() + AROUND_MS) }
  const found = useQuery(
    trpc.flows.list.queryOptions({
      ...around,
      kinds: ['deposit', 'withdrawal', 'transfer', 'other'],
      paired: false,
      limit: 1000,
    }),
  )
  const tie = useMutation(trpc.flows.tie.mutationOptions({ onSuccess: () => onDone(t`Tied as one transfer`) }))
  const leaves = new Decimal(flow.amount).isNegative()
  const ends = found.data ? otherEnds(flow, found.data.flows) : null
  const failure = tie.error ?? found.error
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (chosen) tie.mutate(leaves ? { outId: flow.id, inId: chosen } : { outId: chosen, inId: flow.id })
          }}
        >
          <DialogHeader>
            <DialogTitle>{leaves ? t`Where it arrived` : t`Where it came from`}</DialogTitle>
            <DialogDescription>
              <Trans>{words}. Tied, both are one transfer between your accounts, and no money that came or went.</Trans>
            </DialogDescription>
          </DialogHeader>
          <DialogBody>
            {ends === null && !failure ? <Skeleton className="h-24" /> : null}
            {ends?.length === 0 ? (
              <Notice>
                {leaves ? (
                  <Trans>
                    No entry of this coin came in within two weeks of it. Where an exchange does not tell the other end, write it
                    by hand and tie it then.
                  </Trans>
                ) : (
                  <Trans>
                    No entry of this coin went out within two weeks of it. Where an exchange does not tell the other end, write it
                    by hand and tie it then.
                  </Trans>
                )}
              </Notice>
            ) : null}
            {ends && ends.length > 0 ? (
              <fieldset className="thin-scroll flex max-h-72 flex-col gap-1 overflow-y-auto">
                <legend className="sr-only">
                  <Trans>The other end</Trans>
                </legend>
                {ends.map((end) => (
                  <label
                    key={end.id}
                    className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md border px-3 py-2 has-checked:border-brand has-checked:bg-muted"
                  >
                    <input
                      type="radio"
                      name="end"
                      value={end.id}
                      checked={chosen === end.id}
                      onChange={() => setChosen(end.id)}
                      className="accent-brand"
                    />
                    <span className="min-w-0 flex-1">
                      <span className="block truncate">
                        {end.accountName} · {t(KIND_LABELS[end.kind])}
                      </span>
                      <span className="block text-muted-foreground text-xs">
                        <Moment date={end.at} />
                      </span>
                    </span>
                    <span className="whitespace-nowrap">
                      <Amount value={end.amount} price={end.price} unit={end.coin} sign="always" /> {end.coin}
                    </span>
                  </label>
                ))}
              </fieldset>
            ) : null}
            {failure ? <Notice tone="error">{failureOf(failure).message}</Notice> : null}
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button>
                <Trans>Cancel</Trans>
              </Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={chosen === null} loading={tie.isPending}>
              <Trans>Tie them</Trans>
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
