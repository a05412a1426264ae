'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { CredentialTestView } from '@/server/domain/views'
import type { ExchangeInfo } from '@/server/exchanges/port'
import { useDeskRouter } from '../desk/navigation'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card, CardContent } from '../ui/card'
import { type Failure, failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { mayTakeFocus } from '../ui/focus-free'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { SubmitButton } from '../ui/submit-button'
import { toast } from '../ui/toast'
import { useEarlyRegister } from '../ui/use-early-register'
import { AdvancedOptions } from './advanced-options'
import { CredentialFields } from './credential-fields'
import { filledCredentials } from './credential-schema'
import { ExchangeMonogram } from './exchange-monogram'
import { freeName } from './free-name'
import { KeyGuide } from './key-guide'
import { KeyReport } from './key-report'
import { SaveProgress } from './save-progress'
import { type AccountFormValues, showAtFields, useCredentialForm, withExchangeWords } from './use-credential-form'
import { useSaveAccount } from './use-save-account'
import { isConsent, WithdrawConsent } from './withdraw-consent'

interface NewAccountFormProps {
  exchange: ExchangeInfo
  /** Goes back to the choice of an exchange. */
  onChangeExchange: () => void
  /** Names in use, for the proposed one. */
  takenNames: readonly string[]
}

/** What of the form is tried on the exchange. */
function tryable({ credentials, sandbox }: AccountFormValues, exchange: ExchangeInfo) {
  return { exchange: exchange.id, credentials: filledCredentials(credentials, exchange.credentialFields), sandbox }
}

/** Name and key of one account: tried and looked at first; saved once its owner has seen what is there. */
export function NewAccountForm({ exchange, onChangeExchange, takenNames }: NewAccountFormProps) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const router = useDeskRouter()
  const form = useCredentialForm(exchange, freeName(exchange.name, takenNames))
  const register = useEarlyRegister(form)
  const test = useMutation(trpc.accounts.test.mutationOptions())
  const create = useMutation(trpc.accounts.create.mutationOptions())
  const { steps, run } = useSaveAccount()
  const [report, setReport] = useState<CredentialTestView | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [withdraws, setWithdraws] = useState(false)
  const [consent, setConsent] = useState('')
  /** What `report` is of; it lives as long as the form that it was typed into. */
  const tried = useRef<string | null>(null)
  const busy = steps !== null
  const looking = test.isPending
  // A public address is no key.
  const keyless = exchange.credentialFields.every(({ secret, required }) => !required || !secret)
  const { errors } = form.formState
  const { setFocus } = form

  // Where somebody types next: the exchange that was chosen is gone from the page, and the focus with it.
  useEffect(() => {
    const first = exchange.credentialFields[0]
    if (first && mayTakeFocus()) setFocus(`credentials.${first.field}`)
  }, [setFocus, exchange])

  // What was found is of the key that was tried, not of one that is being typed.
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          if (tried.current === null || tried.current === JSON.stringify(tryable(values, exchange))) return
          tried.current = null
          setReport(null)
          setWithdraws(false)
          setConsent('')
        },
      }),
    [form, exchange],
  )

  function refused(failure: Failure) {
    setReport(null)
    if (failure.fields.allowWithdraw) return setWithdraws(true)
    if (!showAtFields(form, failure, exchange, i18n)) setProblem(withExchangeWords(failure.message, failure, i18n))
  }

  const onTest = form.handleSubmit(async (values) => {
    setProblem(null)
    const asked = tryable(values, exchange)
    const which = JSON.stringify(asked)
    tried.current = which
    try {
      const result = await test.mutateAsync(asked)
      // Somebody typed on meanwhile.
      if (tried.current !== which) return
      setReport(result)
      setWithdraws(result.canWithdraw)
    } catch (error) {
      refused(failureOf(error))
    }
  })

  const onAdd = form.handleSubmit(async (values) => {
    setProblem(null)
    await run({
      exchangeName: exchange.name,
      save: () =>
        create.mutateAsync({
          ...tryable(values, exchange),
          name: values.name,
          marginMode: values.marginMode,
          ...(withdraws && isConsent(consent) ? { allowWithdraw: true } : {}),
        }),
      onRefused: refused,
      onSaved: (account) => {
        toast.success(t`${account.name} is connected`)
        // Where the first one is connected, nobody hears of it yet.
        router.push(takenNames.length === 0 ? '/alerts/start' : '/accounts')
      },
    })
  })

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <Card>
        <CardContent className="pt-4">
          <div className="mb-4 flex items-center gap-3 border-b pb-4">
            <ExchangeMonogram exchange={exchange.id} name={exchange.name} />
            <h2 className="min-w-0 flex-1 truncate font-medium text-base">{exchange.name}</h2>
            <Button size="sm" onClick={onChangeExchange} disabled={busy}>
              <Trans>Change</Trans>
            </Button>
          </div>
          <form onSubmit={report ? onAdd : onTest} method="post" noValidate autoComplete="off" className="flex flex-col gap-4">
            <Field
              label={t`Name`}
              help={t`Yours alone; it names the account in tables and over the API.`}
              error={errors.name?.message}
            >
              {(control) => (
                <Input {...control} {...register('name')} autoComplete="off" maxLength={64} disabled={busy} aria-required />
              )}
            </Field>
            <CredentialFields fields={exchange.credentialFields} form={form} disabled={busy} />
            <AdvancedOptions control={form.control} exchange={exchange} disabled={busy} />
            {problem ? (
              <Notice tone="error" title={t`The key could not be tried`}>
                {problem}
              </Notice>
            ) : null}
            {report ? <KeyReport result={report} canSetLeverage={exchange.canSetLeverage} /> : null}
            {withdraws ? <WithdrawConsent exchangeName={exchange.name} value={consent} onChange={setConsent} /> : null}
            {steps ? <SaveProgress steps={steps} /> : null}
            <div className="flex flex-col-reverse gap-2 border-t pt-4 max-sm:[&_button]:h-10 sm:flex-row sm:justify-end">
              {report ? (
                <Button onClick={onTest} loading={looking} disabled={busy}>
                  {keyless ? t`Look again` : t`Test again`}
                </Button>
              ) : null}
              <SubmitButton
                loading={busy || (looking && !report)}
                disabled={looking || (report !== null && withdraws && !isConsent(consent))}
              >
                {report ? t`Add account` : keyless ? t`Look it up` : t`Test key`}
              </SubmitButton>
            </div>
          </form>
        </CardContent>
      </Card>
      <aside aria-label={t`How to make a key on ${exchange.name}`} className="max-lg:order-first">
        <Card className="p-4 max-lg:hidden">
          <KeyGuide exchange={exchange} />
        </Card>
        <details className="group rounded-lg border bg-card lg:hidden">
          <summary className="flex min-h-11 list-none items-center gap-1.5 px-4 font-medium [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="size-4 text-muted-foreground transition-transform group-open:rotate-90" />
            <Trans>How to make a key on {exchange.name}</Trans>
          </summary>
          <div className="border-t p-4">
            <KeyGuide exchange={exchange} />
          </div>
        </details>
      </aside>
    </div>
  )
}
