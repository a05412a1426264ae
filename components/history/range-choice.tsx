'use client'
import { CalendarRange } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { zoneOf } from '../format/zone'
import { PERIOD_LABELS, PERIODS } from '../overview/periods'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { Segmented } from '../ui/segmented'
import type { HistoryView } from './history-search'

interface RangeChoiceProps {
  view: HistoryView
  setView: (change: Partial<HistoryView>) => void
}

/** One of the usual periods, or from one day to another. */
export function RangeChoice({ view, setView }: RangeChoiceProps) {
  const { locale } = useDisplay()
  const [open, setOpen] = useState(false)
  const own = view.from !== null
  // The dates that were chosen, whatever zone they are days of.
  const utc = { locale, timeZone: 'UTC' }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label="Period"
        // With a range of one's own none of these is on.
        value={own ? 'own' : view.period}
        onValueChange={(period) => {
          const known = PERIODS.find((each) => each === period)
          if (known) setView({ period: known, from: null, to: null })
        }}
        options={PERIODS.map((value): { value: string; label: string } => ({ value, label: PERIOD_LABELS[value] }))}
      />
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button aria-pressed={own}>
            <CalendarRange aria-hidden />
            {view.from === null ? 'Range' : `${day(view.from, utc)} – ${view.to === null ? 'now' : day(view.to, utc)}`}
          </Button>
        </PopoverTrigger>
        <PopoverContent align="end">
          <RangeForm
            view={view}
            onApply={(range) => {
              setView(range)
              setOpen(false)
            }}
          />
        </PopoverContent>
      </Popover>
    </div>
  )
}

/** `Europe/Zurich` as a person writes it: the city. */
const zoneName = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

const inputDay = (date: Date | null) => date?.toISOString().slice(0, 10) ?? ''
const fromInput = (text: string) => (text === '' ? null : new Date(`${text}T00:00:00Z`))

function RangeForm({ view, onApply }: { view: HistoryView; onApply: (range: Pick<HistoryView, 'from' | 'to'>) => void }) {
  const zone = zoneOf(useDisplay())
  const [from, setFrom] = useState(inputDay(view.from))
  const [to, setTo] = useState(inputDay(view.to))
  const [error, setError] = useState<string | null>(null)

  function submit(event: FormEvent) {
    event.preventDefault()
    const range = { from: fromInput(from), to: fromInput(to) }
    if (range.from === null) return setError('Choose the first day.')
    if (range.to !== null && range.to < range.from) return setError('The last day lies before the first.')
    onApply(range)
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <Field label="First day" error={error}>
        {(control) => <Input {...control} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />}
      </Field>
      <Field label="Last day" optional help={`Days in ${zoneName(zone)}. Empty: until now.`}>
        {(control) => <Input {...control} type="date" value={to} onChange={(event) => setTo(event.target.value)} />}
      </Field>
      <Button type="submit" variant="primary">
        Show
      </Button>
    </form>
  )
}
