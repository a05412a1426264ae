'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import { dayOfText, dayText } from '../format/day-input'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { zoneOf } from '../format/zone'
import { useSaid } from '../language/said'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { rangePresets } from './range-presets'

/** `Europe/Zurich` as a person writes it: the city. */
const zoneName = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

export interface OwnRange {
  /** Dates as UTC has them at midnight; null: none, or until now. */
  from: Date | null
  to: Date | null
}

/** From one day to another, both included. */
export function RangeForm({
  range: given,
  zone,
  onApply,
}: {
  range: OwnRange
  /** IANA name of the zone whose days they are; the viewer's, if not given. */
  zone?: string
  onApply: (range: OwnRange) => void
}) {
  const { t } = useLingui()
  const said = useSaid()
  const display = useDisplay()
  const own = zoneOf(display)
  const [from, setFrom] = useState(dayText(given.from))
  const [to, setTo] = useState(dayText(given.to))
  const [error, setError] = useState<string | null>(null)

  function submit(event: FormEvent) {
    event.preventDefault()
    const range = { from: dayOfText(from), to: dayOfText(to) }
    if (range.from === null) return setError(t`Choose the first day.`)
    if (range.to !== null && range.to < range.from) return setError(t`The last day lies before the first.`)
    onApply(range)
  }

  // The field itself writes dates as the browser does; below it they stand as everywhere else.
  const inWords = (text: string) => {
    const date = dayOfText(text)
    return date ? day(date, { locale: display.locale, timeZone: 'UTC' }) : null
  }
  const last = inWords(to)
  const inZone = zoneName(zone ?? own)
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-1">
        {rangePresets(new Date(), zone ?? own).map(({ label, range }) => (
          <Button key={label} size="sm" variant="ghost" className="touch-target justify-start" onClick={() => onApply(range)}>
            {said(label)}
          </Button>
        ))}
      </div>
      <Field label={t`First day`} error={error} help={inWords(from) ?? t`None chosen yet.`}>
        {(control) => <Input {...control} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />}
      </Field>
      <Field
        label={t`Last day`}
        optional
        help={last ? t`${last}. Days in ${inZone}. Empty: until now.` : t`Days in ${inZone}. Empty: until now.`}
      >
        {(control) => <Input {...control} type="date" value={to} onChange={(event) => setTo(event.target.value)} />}
      </Field>
      <Button type="submit" variant="primary">
        <Trans>Show</Trans>
      </Button>
    </form>
  )
}
