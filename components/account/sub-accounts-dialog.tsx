'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { AccountView, SubAccountView } from '@/server/domain/views'
import { Link } from '../desk/link'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { Dialog, DialogBody, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { Spinner } from '../ui/spinner'
import { toast } from '../ui/toast'

interface SubAccountsDialogProps {
  account: AccountView
  open: boolean
  onOpenChange: (open: boolean) => void
}

const canBeTaken = ({ account, reads }: SubAccountView) => account === null && reads !== 'own key'

/** The sub-accounts of a main account: all or some become accounts of their own, below it. */
export function SubAccountsDialog({ account, open, onOpenChange }: SubAccountsDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const look = useMutation(trpc.accounts.findSubAccounts.mutationOptions())
  // Asked each time that it is opened: the exchange is asked, and nothing of it is kept.
  const listed = useQuery({
    queryKey: ['sub-accounts', account.id],
    queryFn: () => look.mutateAsync({ id: account.id }),
    enabled: open,
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const free = (listed.data ?? []).filter(canBeTaken)
  const chosen = free.filter(({ id }) => !left.has(id)).map(({ id }) => id)
  const take = useMutation(
    trpc.accounts.takeSubAccounts.mutationOptions({
      onSuccess: async ({ taken, refused }) => {
        const [count, first] = [taken.length, taken[0]?.name ?? '']
        if (count > 0)
          toast.success(t`${plural(count, { one: `${first} is an account now`, other: `${count} accounts were added` })}`)
        if (refused.length === 0) onOpenChange(false)
        await queryClient.invalidateQueries()
      },
    }),
  )
  const choose = (id: string, on: boolean) => {
    const next = new Set(left)
    if (on) next.delete(id)
    else next.add(id)
    setLeft(next)
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            <Trans>Sub-accounts of {account.name}</Trans>
          </DialogTitle>
          <DialogDescription>
            <Trans>
              What {account.exchangeName} lists to this key. Those that you take are accounts of their own, counted once, and
              stand below this one.
            </Trans>
          </DialogDescription>
        </DialogHeader>
        <DialogBody>
          {listed.isPending ? <Spinner label={t`Asking ${account.exchangeName}`} /> : null}
          {listed.error ? <Notice tone="error">{failureOf(listed.error).message}</Notice> : null}
          {listed.data?.length === 0 ? (
            <p className="text-muted-foreground">
              <Trans>This account has no sub-accounts.</Trans>
            </p>
          ) : null}
          {listed.data && listed.data.length > 0 ? (
            <ul className="-mx-1 max-h-80 divide-y overflow-y-auto px-1" aria-label={t`Sub-accounts`}>
              {listed.data.map((sub) => (
                <Row key={sub.id} sub={sub} exchange={account.exchangeName} chosen={chosen.includes(sub.id)} onChoose={choose} />
              ))}
            </ul>
          ) : null}
          {take.data?.refused.map(({ id, message }) => (
            <Notice key={id} tone="warning">
              {id}: {message}
            </Notice>
          ))}
          {take.error ? <Notice tone="error">{failureOf(take.error).message}</Notice> : null}
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>
            <Trans>Close</Trans>
          </Button>
          <Button
            variant="primary"
            disabled={chosen.length === 0}
            loading={take.isPending}
            onClick={() => take.mutate({ id: account.id, subAccounts: chosen })}
          >
            {chosen.length === 0 ? t`Take` : t`Take ${chosen.length}`}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

interface RowProps {
  sub: SubAccountView
  exchange: string
  chosen: boolean
  onChoose: (id: string, on: boolean) => void
}

function Row({ sub, exchange, chosen, onChoose }: RowProps) {
  const { t } = useLingui()
  const id = useId()
  const how = t(howRead(sub, exchange))
  return (
    <li className="flex items-start gap-2.5 py-2.5">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={chosen}
        disabled={!canBeTaken(sub)}
        onCheckedChange={(on) => onChoose(sub.id, on === true)}
      />
      <label htmlFor={id} className="min-w-0 flex-1 select-none">
        <span className="flex items-center gap-2">
          <span className="truncate">{sub.name}</span>
          {sub.frozen ? (
            <Badge tone="warning">
              <Trans>Frozen</Trans>
            </Badge>
          ) : null}
        </span>
        <span className="block break-all text-muted-foreground text-xs">{sub.name === sub.id ? how : `${sub.id} · ${how}`}</span>
      </label>
      {sub.account ? (
        <Link href={`/accounts/${sub.account.id}`} className="shrink-0 text-xs underline underline-offset-4">
          <Trans>Connected as {sub.account.name}</Trans>
        </Link>
      ) : null}
    </li>
  )
}

function howRead({ reads }: SubAccountView, exchange: string): MessageDescriptor {
  if (reads === 'address') return msg`read by its address`
  return reads === 'main key' ? msg`read with this key` : msg`${exchange} reads it with a key of its own alone`
}
