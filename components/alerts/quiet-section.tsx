'use client'
import { msg, plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { percent } from '@/server/domain/alerts/amounts-text'
import type { AlertSettingsView } from '@/server/domain/views'
import { ForRole, useMay } from '../desks/desk-role'
import { zoneOf } from '../format/zone'
import { saidChoices } from '../language/said-choices'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { Switch } from '../ui/switch'
import { toast } from '../ui/toast'
import { minuteOf, timeOf } from './minutes'
import { useFreshAlerts } from './use-fresh-alerts'

const REMINDERS = [
  ['0', msg({ message: 'Never', context: 'how often' })],
  ['3600', msg`Every hour`],
  ['14400', msg`Every 4 hours`],
  ['43200', msg`Every 12 hours`],
] as const
const DIGESTS = [
  ['off', msg`None`],
  ['daily', msg`Every day`],
  ['weekly', msg`Every Monday`],
] as const
/** Shares of a limit. */
const INSIDE = ['0.05', '0.1', '0.2', '0.3'].map((share) => [share, percent(share)] as const)
/** Seconds. */
const LEAST = [
  ['60', msg`1 minute`],
  ['300', msg`5 minutes`],
  ['900', msg`15 minutes`],
  ['3600', msg`1 hour`],
] as const

/** What a program set may be none of what is offered. */
function withOwn(choices: readonly (readonly [string, string])[], value: string, say: (value: string) => string) {
  return choices.some(([offered]) => offered === value) ? choices : [...choices, [value, say(value)] as const]
}

const HOURS = Array.from({ length: 24 }, (_, hour) => [String(hour), timeOf(hour * 60)] as const)

/** When to be left alone, how often to be reminded, and letters that sum up. */
export function QuietSection() {
  const trpc = useTRPC()
  const { data: settings } = useSuspenseQuery(trpc.alerts.settings.queryOptions())
  // What somebody else changed meanwhile begins the form anew.
  return <QuietForm key={JSON.stringify(settings)} settings={settings} />
}

function QuietForm({ settings }: { settings: AlertSettingsView }) {
  const { t } = useLingui()
  const secondsWords = (seconds: string) =>
    t`${plural(Number(seconds), { one: `${seconds} second`, other: `${seconds} seconds` })}`
  const trpc = useTRPC()
  const mayChange = useMay()('manager')
  const refresh = useFreshAlerts()
  const [from, setFrom] = useState(timeOf(settings.quietFrom))
  const [to, setTo] = useState(timeOf(settings.quietTo))
  const change = useMutation(
    trpc.alerts.changeSettings.mutationOptions({
      onSuccess: async () => {
        toast.success(t`Saved`)
        await refresh()
      },
    }),
  )
  const mute = useMutation(
    trpc.alerts.mute.mutationOptions({ onSuccess: refresh, onError: (error) => toast.error(failureOf(error).message) }),
  )
  // Whose hours these are, where no zone was chosen in the settings.
  const save = (input: Parameters<typeof change.mutate>[0]) =>
    change.mutate({ ...input, timeZone: zoneOf({ timeZone: undefined }) })
  const problem = change.error ? failureOf(change.error) : null
  const hours = { quietFrom: minuteOf(from), quietTo: minuteOf(to) }
  const changed = hours.quietFrom !== settings.quietFrom || hours.quietTo !== settings.quietTo
  return (
    <SettingsSection
      title={t`Quiet hours and letters`}
      description={t`Times are those of your time zone in the settings, or of this browser.`}
    >
      <fieldset disabled={!mayChange} className="grid gap-4 sm:grid-cols-2">
        <Field label={t`Quiet from`} error={problem?.fields.quietFrom} help={t`Empty: never.`}>
          {(control) => <Input {...control} type="time" value={from} onChange={(event) => setFrom(event.target.value)} />}
        </Field>
        <Field label={t`Quiet until`} error={problem?.fields.quietTo}>
          {(control) => <Input {...control} type="time" value={to} onChange={(event) => setTo(event.target.value)} />}
        </Field>
        <Field label={t`Urgent messages pass through quiet hours`}>
          {(control) => (
            <Switch {...control} checked={settings.urgentPasses} onCheckedChange={(urgentPasses) => save({ urgentPasses })} />
          )}
        </Field>
        <ChoiceField
          label={t`Remind me of what stays urgent`}
          value={String(settings.reminderSeconds ?? 0)}
          choices={saidChoices(REMINDERS, t)}
          onChange={(seconds) => save({ reminderSeconds: Number(seconds) || null })}
        />
        <ChoiceField
          label={t`Well again only inside the limit by`}
          help={t`A share of the limit: a price that jumps to and fro tells of itself once.`}
          value={settings.hysteresis}
          choices={withOwn(INSIDE, settings.hysteresis, percent)}
          onChange={(hysteresis) => save({ hysteresis })}
        />
        <ChoiceField
          label={t`… and for at least`}
          value={String(settings.leastSeconds)}
          choices={withOwn(saidChoices(LEAST, t), String(settings.leastSeconds), secondsWords)}
          onChange={(seconds) => save({ leastSeconds: Number(seconds) })}
        />
        <ChoiceField
          label={t`Digest by mail`}
          help={t`Equity, gain, exposure, what fired and what is stale, in your currency.`}
          value={settings.digest}
          choices={saidChoices(DIGESTS, t)}
          onChange={(digest) => save({ digest })}
        />
        <ChoiceField
          label={t`Digest at`}
          value={String(settings.digestHour)}
          choices={HOURS}
          onChange={(hour) => save({ digestHour: Number(hour) })}
        />
      </fieldset>
      {problem && !problem.fields.quietFrom && !problem.fields.quietTo ? (
        <Notice tone="error" className="mt-4">
          {problem.message}
        </Notice>
      ) : null}
      {changed ? (
        <div className="mt-4 flex justify-end">
          <Button variant="primary" loading={change.isPending} onClick={() => save(hours)}>
            <Trans>Save quiet hours</Trans>
          </Button>
        </div>
      ) : null}
      {settings.mutes.length > 0 ? (
        <ul aria-label={t`Muted accounts`} className="mt-4 divide-y rounded-md border">
          {settings.mutes.map(({ accountId, accountName }) => (
            <li key={accountId} className="flex items-center justify-between gap-3 px-3 py-2">
              <span className="min-w-0 truncate">
                <Trans>{accountName} is muted</Trans>
              </span>
              <ForRole least="manager">
                <Button size="sm" onClick={() => mute.mutate({ accountId, muted: false, minutes: null })}>
                  <Trans>Tell me again</Trans>
                </Button>
              </ForRole>
            </li>
          ))}
        </ul>
      ) : null}
    </SettingsSection>
  )
}
