'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LineAccount } from '@/server/domain/views'
import type { ExchangeInfo } from '@/server/exchanges/port'
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
import { ErrorState } from '../ui/error-state'
import { type Failure, failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { toast } from '../ui/toast'
import { CredentialFields } from './credential-fields'
import { filledCredentials } from './credential-schema'
import type { AccountDialogProps } from './rename-dialog'
import { SaveProgress } from './save-progress'
import { showAtFields, useCredentialForm, withExchangeWords } from './use-credential-form'
import { useSaveAccount } from './use-save-account'
import { isConsent, WithdrawConsent } from './withdraw-consent'

/** New keys for an account: of an active one they replace the old ones, an archived one comes back with them. */
export function KeysDialog({ account, open, onOpenChange }: AccountDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const exchanges = useQuery({ ...trpc.exchanges.list.queryOptions({}), enabled: open })
  const exchange = exchanges.data?.find(({ id }) => id === account.exchange)
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{account.archived ? t`Restore ${account.name}` : t`New keys for ${account.name}`}</DialogTitle>
          <DialogDescription>
            {account.archived
              ? t`Its keys were destroyed when it was archived. Enter fresh ones of ${account.exchangeName}; the history goes on.`
              : t`They are tried on ${account.exchangeName} first. If they work they replace ${account.maskedKey}; history stays.`}
          </DialogDescription>
        </DialogHeader>
        {exchange ? (
          <KeysForm account={account} exchange={exchange} onDone={() => onOpenChange(false)} />
        ) : exchanges.error ? (
          <ErrorState message={failureOf(exchanges.error).message} onRetry={() => void exchanges.refetch()} />
        ) : (
          <DialogBody aria-busy>
            <Skeleton className="h-14" />
            <Skeleton className="h-14" />
          </DialogBody>
        )}
      </DialogContent>
    </Dialog>
  )
}

function KeysForm({ account, exchange, onDone }: { account: LineAccount; exchange: ExchangeInfo; onDone: () => void }) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const update = useMutation(trpc.accounts.update.mutationOptions())
  const restore = useMutation(trpc.accounts.restore.mutationOptions())
  const form = useCredentialForm(exchange, account.name)
  const { steps, run } = useSaveAccount()
  const [problem, setProblem] = useState<string | null>(null)
  const [withdraws, setWithdraws] = useState(false)
  const [consent, setConsent] = useState('')
  const busy = steps !== null
  const { setFocus } = form

  // The fields come after the dialog has opened, where their exchange had to be looked up first.
  useEffect(() => {
    const first = exchange.credentialFields[0]
    if (first) setFocus(`credentials.${first.field}`)
  }, [setFocus, exchange])

  function refused(failure: Failure) {
    if (failure.fields.allowWithdraw) return setWithdraws(true)
    if (!showAtFields(form, failure, exchange, i18n)) setProblem(withExchangeWords(failure.message, failure, i18n))
  }

  const onSubmit = form.handleSubmit(async ({ name, credentials: typed }) => {
    setProblem(null)
    const credentials = filledCredentials(typed, exchange.credentialFields)
    const insisted = withdraws && isConsent(consent) ? { allowWithdraw: true } : {}
    await run({
      exchangeName: exchange.name,
      save: () =>
        account.archived
          ? restore.mutateAsync({ id: account.id, name, credentials, ...insisted })
          : update.mutateAsync({ id: account.id, credentials, ...insisted }),
      onRefused: refused,
      onSaved: (saved) => {
        toast.success(account.archived ? t`${saved.name} is back` : t`${saved.name} uses the new keys`)
        onDone()
      },
    })
  })

  return (
    <form onSubmit={onSubmit} noValidate autoComplete="off">
      <DialogBody>
        {account.archived ? (
          <Field label={t`Name`} error={form.formState.errors.name?.message}>
            {(control) => <Input {...control} {...form.register('name')} autoComplete="off" maxLength={64} disabled={busy} />}
          </Field>
        ) : null}
        <CredentialFields fields={exchange.credentialFields} form={form} disabled={busy} />
        {problem ? (
          <Notice tone="error" title={t`The keys could not be tried`}>
            {problem}
          </Notice>
        ) : null}
        {withdraws ? <WithdrawConsent exchangeName={exchange.name} value={consent} onChange={setConsent} /> : null}
        {steps ? <SaveProgress steps={steps} /> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button disabled={busy}>
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={busy} disabled={withdraws && !isConsent(consent)}>
          {account.archived ? t`Restore account` : t`Test and save`}
        </Button>
      </DialogFooter>
    </form>
  )
}
