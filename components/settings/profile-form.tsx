'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { BASE_CURRENCIES } from '@/server/schemas/settings'
import { useDisplay } from '../format/display'
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

const INTERVALS: readonly (readonly [seconds: string, label: string])[] = [
  ['15', 'Every 15 seconds'],
  ['30', 'Every 30 seconds'],
  ['60', 'Every minute'],
  ['300', 'Every 5 minutes'],
  ['900', 'Every 15 minutes'],
  ['3600', 'Every hour'],
  ['86400', 'Once a day'],
]
const CURRENCIES = BASE_CURRENCIES.map((code) => [code, code] as const)

/** Who one is, and how numbers and times are shown. */
export function ProfileForm() {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { data: settings } = useSuspenseQuery(trpc.settings.get.queryOptions())
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
  const intervals = INTERVALS.some(([seconds]) => seconds === interval)
    ? INTERVALS
    : [[interval, `Every ${interval} seconds`] as const, ...INTERVALS]

  const display = useDisplay()
  const unpriced = settings.baseCurrency !== 'USD' && display.usdPerUnit === null
  const currencyHelp = unpriced
    ? `None of your exchanges has a price of ${settings.baseCurrency} now: sums are shown in USD.`
    : 'Sums are converted at the newest prices of your exchanges.'

  const onSubmit = form.handleSubmit(async ({ refreshIntervalSeconds, ...values }) => {
    setProblem(null)
    try {
      const saved = await update.mutateAsync({ ...values, refreshIntervalSeconds: Number(refreshIntervalSeconds) })
      queryClient.setQueryData(trpc.settings.get.queryKey(), saved)
      void queryClient.invalidateQueries(trpc.settings.displayRate.queryFilter())
      // The frame around the page shows name, figures and times by these.
      router.refresh()
      toast.success('Settings saved')
    } catch (error) {
      const failure = failureOf(error)
      if (failure.fields.dustThreshold) form.setError('dustThreshold', { message: failure.fields.dustThreshold })
      else setProblem(failure.message)
    }
  })

  return (
    <form onSubmit={onSubmit} method="post" noValidate className="flex flex-col gap-4">
      <SettingsSection title="You">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" optional error={errors.name?.message}>
            {(control) => <Input {...control} {...form.register('name')} autoComplete="name" maxLength={100} />}
          </Field>
          <Field label="E-mail" help="You sign in with it.">
            {(control) => <Input {...control} value={settings.email} readOnly autoComplete="off" />}
          </Field>
        </div>
      </SettingsSection>
      <SettingsSection title="Display">
        <div className="grid gap-4 sm:grid-cols-2">
          <Controller
            control={form.control}
            name="baseCurrency"
            render={({ field }) => <ChoiceField label="Currency" help={currencyHelp} choices={CURRENCIES} {...field} />}
          />
          <Controller
            control={form.control}
            name="timeZone"
            render={({ field }) => (
              <Field label="Time zone" error={errors.timeZone?.message}>
                {(control) => <TimeZoneSelect control={control} value={field.value} onChange={field.onChange} />}
              </Field>
            )}
          />
          <Field
            label="Dust threshold, USD"
            help="Assets worth less are folded away, and summed."
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
        </div>
      </SettingsSection>
      <SettingsSection title="Refreshing" description="Some exchanges allow less; then the account's page says so.">
        <Controller
          control={form.control}
          name="refreshIntervalSeconds"
          render={({ field }) => (
            <ChoiceField label="Read balances" className="sm:max-w-[calc(50%-0.5rem)]" choices={intervals} {...field} />
          )}
        />
      </SettingsSection>
      <CsvFields control={form.control} />
      {problem ? <Notice tone="error">{problem}</Notice> : null}
      <div className="flex justify-end gap-2 max-sm:[&_button]:h-10">
        {isDirty ? (
          <Button onClick={() => form.reset()} disabled={isSubmitting}>
            Undo
          </Button>
        ) : null}
        <SubmitButton loading={isSubmitting} disabled={!isDirty} className="max-sm:flex-1">
          Save
        </SubmitButton>
      </div>
    </form>
  )
}
