'use client'
import { comparableChange } from '@/server/domain/comparable-change'
import { setAsideOf } from '@/server/domain/set-aside'
import type { EquityHistoryView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { shortTime } from '../format/time'
import { Change } from './change'
import { PERIOD_WORDS, type Period } from './periods'
import { WithoutValue } from './without-value'

interface StretchChangeProps {
  /** Of one series; undefined while it is read. */
  history: EquityHistoryView | undefined
  period: Period
}

/** How equity changed over the chosen period, or since when, where nothing comparable reaches back that far. */
export function StretchChange({ history, period }: StretchChangeProps) {
  const display = useDisplay()
  const series = history?.series[0]
  const compared = history && series ? comparableChange(series, history) : null
  const aside = history && series ? setAsideOf(series, history.leftOut) : null
  return (
    <p className="mt-0.5 flex min-h-5 flex-wrap items-center gap-x-2">
      <Change value={compared?.change ?? null} ratio={compared?.changeRatio ?? null} />
      <span className="text-muted-foreground" suppressHydrationWarning>
        {compared?.since
          ? `since ${shortTime(compared.since, display)}, ${compared.because === 'accounts' ? 'when the last account came in' : 'where history begins'}`
          : PERIOD_WORDS[period]}
      </span>
      {aside ? <WithoutValue aside={aside} /> : null}
    </p>
  )
}
