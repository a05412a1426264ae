'use client'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { percent, stretch } from '@/server/domain/alerts/wording'
import type { AlertSettingsView } from '@/server/domain/views'
import { zoneOf } from '../format/zone'
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
  ['0', 'Never'],
  ['3600', 'Every hour'],
  ['14400', 'Every 4 hours'],
  ['43200', 'Every 12 hours'],
] as const
const DIGESTS = [
  ['off', 'None'],
  ['daily', 'Every day'],
  ['weekly', 'Every Monday'],
] as const
/** Shares of a limit. */
const INSIDE = ['0.05', '0.1', '0.2', '0.3'].map((share) => [share, percent(share)] as const)
/** Seconds. */
const LEAST = ['60', '300', '900', '3600'].map((seconds) => [seconds, stretch(Number(seconds) / 60)] as const)

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
  const trpc = useTRPC()
  const refresh = useFreshAlerts()
  const [from, setFrom] = useState(timeOf(settings.quietFrom))
  const [to, setTo] = useState(timeOf(settings.quietTo))
  const change = useMutation(
    trpc.alerts.changeSettings.mutationOptions({
      onSuccess: async () => {
        toast.success('Saved')
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
      title="Quiet hours and letters"
      description="Times are those of your time zone in the settings, or of this browser."
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Quiet from" error={problem?.fields.quietFrom} help="Empty: never.">
          {(control) => <Input {...control} type="time" value={from} onChange={(event) => setFrom(event.target.value)} />}
        </Field>
        <Field label="Quiet until" error={problem?.fields.quietTo}>
          {(control) => <Input {...control} type="time" value={to} onChange={(event) => setTo(event.target.value)} />}
        </Field>
        <Field label="Urgent messages pass through quiet hours">
          {(control) => (
            <Switch {...control} checked={settings.urgentPasses} onCheckedChange={(urgentPasses) => save({ urgentPasses })} />
          )}
        </Field>
        <ChoiceField
          label="Remind me of what stays urgent"
          value={String(settings.reminderSeconds ?? 0)}
          choices={REMINDERS}
          onChange={(seconds) => save({ reminderSeconds: Number(seconds) || null })}
        />
        <ChoiceField
          label="Well again only inside the limit by"
          help="A share of the limit: a price that jumps to and fro tells of itself once."
          value={settings.hysteresis}
          choices={withOwn(INSIDE, settings.hysteresis, percent)}
          onChange={(hysteresis) => save({ hysteresis })}
        />
        <ChoiceField
          label="… and for at least"
          value={String(settings.leastSeconds)}
          choices={withOwn(LEAST, String(settings.leastSeconds), (seconds) => `${seconds} seconds`)}
          onChange={(seconds) => save({ leastSeconds: Number(seconds) })}
        />
        <ChoiceField
          label="Digest by mail"
          help="Equity, gain, exposure, what fired and what is stale, in your currency."
          value={settings.digest}
          choices={DIGESTS}
          onChange={(digest) => save({ digest })}
        />
        <ChoiceField
          label="Digest at"
          value={String(settings.digestHour)}
          choices={HOURS}
          onChange={(hour) => save({ digestHour: Number(hour) })}
        />
      </div>
      {problem && !problem.fields.quietFrom && !problem.fields.quietTo ? (
        <Notice tone="error" className="mt-4">
          {problem.message}
        </Notice>
      ) : null}
      {changed ? (
        <div className="mt-4 flex justify-end">
          <Button variant="primary" loading={change.isPending} onClick={() => save(hours)}>
            Save quiet hours
          </Button>
        </div>
      ) : null}
      {settings.mutes.length > 0 ? (
        <ul aria-label="Muted accounts" className="mt-4 divide-y rounded-md border">
          {settings.mutes.map(({ accountId, accountName }) => (
            <li key={accountId} className="flex items-center justify-between gap-3 px-3 py-2">
              <span className="min-w-0 truncate">{accountName} is muted</span>
              <Button size="sm" onClick={() => mute.mutate({ accountId, muted: false, minutes: null })}>
                Tell me again
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </SettingsSection>
  )
}
