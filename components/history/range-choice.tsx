'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { CalendarRange, ZoomOut } from 'lucide-react'
import { useState } from 'react'
import { useDisplay } from '../format/display'
import { day, shortTime } from '../format/time'
import { PERIOD_LABELS, PERIODS } from '../overview/periods'
import { Button } from '../ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { Segmented } from '../ui/segmented'
import type { HistoryView } from './history-search'
import { RangeForm } from './range-form'

interface RangeChoiceProps {
  view: HistoryView
  setView: (change: Partial<HistoryView>) => void
}

/** One of the usual periods, or from one day to another. */
export function RangeChoice({ view, setView }: RangeChoiceProps) {
  const { t } = useLingui()
  const display = useDisplay()
  const { locale } = display
  const [open, setOpen] = useState(false)
  const own = view.from !== null || view.zoom !== null
  // The dates that were chosen, whatever zone they are days of.
  const utc = { locale, timeZone: 'UTC' }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label={t`Period`}
        // With a range of one's own none of these is on.
        value={own ? 'own' : view.period}
        onValueChange={(period) => {
          const known = PERIODS.find((each) => each === period)
          if (known) setView({ period: known, from: null, to: null, zoom: null })
        }}
        options={PERIODS.map((value): { value: string; label: string } => ({ value, label: t(PERIOD_LABELS[value]) }))}
      />
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button aria-pressed={own}>
            <CalendarRange aria-hidden />
            {view.from === null ? t`Range` : `${day(view.from, utc)} – ${view.to === null ? t`now` : day(view.to, utc)}`}
          </Button>
        </PopoverTrigger>
        <PopoverContent align="end">
          <RangeForm
            range={view}
            onApply={(range) => {
              setView({ ...range, zoom: null })
              setOpen(false)
            }}
          />
        </PopoverContent>
      </Popover>
      {view.zoom === null ? null : (
        <Button onClick={() => setView({ zoom: null })} title={t`A double click on the chart does the same`}>
          <ZoomOut aria-hidden />
          <span suppressHydrationWarning>
            {shortTime(view.zoom[0], display)} – {shortTime(view.zoom[1], display)}
          </span>
          <span className="sr-only">
            <Trans>: back to what was shown before</Trans>
          </span>
        </Button>
      )}
    </div>
  )
}
