'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { BASE_CURRENCIES } from '@/server/schemas/settings'
import { useDeskRouter } from '../desk/navigation'
import { useMay } from '../desks/desk-role'
import { useDisplay } from '../format/display'
import { LanguageField } from '../language/language-field'
import { saidChoices } from '../language/said-choices'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { SubmitButton } from '../ui/submit-button'
import { toast } from '../ui/toast'
import { CsvFields } from './csv-fields'
import { profileSchema } from './profile-values'
import { SettingsSection } from './section'
import { ThemeField } from './theme-field'
import { TimeZoneSelect } from './time-zone-select'

const INTERVALS: readonly (readonly [seconds: string, label: MessageDescriptor])[] = [
  ['15', msg`Every 15 seconds`],
  ['30', msg`Every 30 seconds`],
  ['60', msg`Every minute`],
  ['300', msg`Every 5 minutes`],
  ['900', msg`Every 15 minutes`],
  ['3600', msg`Every hour`],
  ['86400', msg`Once a day`],
]
const CURRENCIES = BASE_CURRENCIES.map((code) => [code, code] as const)

/** Who one is, and how numbers and times are shown. */
export function ProfileForm() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const router = useDeskRouter()
  const queryClient = useQueryClient()
  const { data: settings } = useSuspenseQuery(trpc.settings.get.queryOptions())
  const may = useMay()
  const update = useMutation(trpc.settings.update.mutationOptions())
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm({
    resolver: zodResolver(profileSchema),
    values: {
      name: settings.name ?? '',
      baseCurrency: BASE_CURRENCIES.find((code) => code === settings.baseCurrency) ?? 'USD',
      timeZone: settings.timeZone,
      dustThreshold: settings.dustThreshold,
      refreshIntervalSeconds: String(settings.refreshIntervalSeconds),
      csvSeparator: settings.csvSeparator,
      csvDecimal: settings.csvDecimal,
      csvBom: settings.csvBom,
    },
  })
  const { errors, isDirty, isSubmitting } = form.formState
  const interval = form.watch('refreshIntervalSeconds')
  // An interval that was set over the API may be none of the usual ones.
  const own = msg`${plural(Number(interval), { one: 'Every second', other: `Every ${interval} seconds` })}`
  const intervals = INTERVALS.some(([seconds]) => seconds === interval) ? INTERVALS : [[interval, own] as const, ...INTERVALS]

  const display = useDisplay()
  const unpriced = settings.baseCurrency !== 'USD' && display.usdPerUnit === null
  const { baseCurrency } = settings
  const currencyHelp = unpriced
    ? t`None of your exchanges has a price of ${baseCurrency} now: sums are shown in USD.`
    : t`Sums are converted at the newest prices of your exchanges.`

  const onSubmit = form.handleSubmit(async ({ refreshIntervalSeconds, ...values }) => {
    setProblem(null)
    try {
      const saved = await update.mutateAsync({ ...values, refreshIntervalSeconds: Number(refreshIntervalSeconds) })
      queryClient.setQueryData(trpc.settings.get.queryKey(), saved)
      void queryClient.invalidateQueries(trpc.settings.displayRate.queryFilter())
      // The frame around the page shows name, figures and times by these.
      router.refresh()
      toast.success(t`Settings saved`)
    } catch (error) {
      const failure = failureOf(error)
      if (failure.fields.dustThreshold) form.setError('dustThreshold', { message: failure.fields.dustThreshold })
      else setProblem(failure.message)
    }
  })

  return (
    <form onSubmit={onSubmit} method="post" noValidate className="flex flex-col gap-4">
      <SettingsSection title={t`You`}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Name`} optional error={errors.name?.message}>
            {(control) => <Input {...control} {...form.register('name')} autoComplete="name" maxLength={100} />}
          </Field>
          <Field label={t`E-mail`} help={t`You sign in with it.`}>
            {(control) => <Input {...control} value={settings.email} readOnly autoComplete="off" />}
          </Field>
        </div>
      </SettingsSection>
      <SettingsSection title={t`Display`}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Controller
            control={form.control}
            name="baseCurrency"
            render={({ field }) => <ChoiceField label={t`Currency`} help={currencyHelp} choices={CURRENCIES} {...field} />}
          />
          <Controller
            control={form.control}
            name="timeZone"
            render={({ field }) => (
              <Field label={t`Time zone`} error={errors.timeZone?.message}>
                {(control) => <TimeZoneSelect control={control} value={field.value} onChange={field.onChange} />}
              </Field>
            )}
          />
          <Field
            label={t`Dust threshold, USD`}
            help={t`Assets worth less are folded away, and summed.`}
            error={errors.dustThreshold?.message}
          >
            {(control) => (
              <Input
                {...control}
                {...form.register('dustThreshold')}
                inputMode="decimal"
                autoComplete="off"
                className="figures"
              />
            )}
          </Field>
          <ThemeField />
          <LanguageField />
        </div>
      </SettingsSection>
      <SettingsSection title={t`Refreshing`} description={t`Some exchanges allow less; then the account's page says so.`}>
        <Controller
          control={form.control}
          name="refreshIntervalSeconds"
          render={({ field }) => (
            <ChoiceField
              disabled={!may('manager')}
              label={t`Read balances`}
              className="sm:max-w-[calc(50%-0.5rem)]"
              choices={saidChoices(intervals, t)}
              {...field}
            />
          )}
        />
      </SettingsSection>
      <CsvFields control={form.control} />
      {problem ? <Notice tone="error">{problem}</Notice> : null}
      <div className="flex justify-end gap-2 max-sm:[&_button]:h-10">
        {isDirty ? (
          <Button onClick={() => form.reset()} disabled={isSubmitting}>
            <Trans>Undo</Trans>
          </Button>
        ) : null}
        <SubmitButton loading={isSubmitting} disabled={!isDirty} className="max-sm:flex-1">
          <Trans>Save</Trans>
        </SubmitButton>
      </div>
    </form>
  )
}
