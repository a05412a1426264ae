'use client'
import type { DecimalString } from '@/server/domain/decimal'
import type { EquityHistoryView } from '@/server/domain/views'
import { lateBeginning } from './comparable-change'
import { overviewQueries } from './overview-queries'
import { type SetAside, setAsideOf } from './set-aside'
import { useEquityHistory } from './use-equity-history'

export interface EquityChange {
  change: DecimalString | null
  changeRatio: DecimalString | null
  /** When the account's history begins, where that is within the stretch: then its change over it is not known. */
  since: Date | null
  /** What has no known value now, and is in no change. */
  aside: SetAside | null
}

/** Each account's change of equity over 1 and 7 days; absent where there is no history yet. */
export function useChanges(): { day: ReadonlyMap<string, EquityChange>; week: ReadonlyMap<string, EquityChange> } {
  const queries = overviewQueries('24h', 'total')
  const day = useEquityHistory(queries.day)
  const week = useEquityHistory(queries.week)
  return { day: changesOf(day.data), week: changesOf(week.data) }
}

function changesOf(history: EquityHistoryView | undefined): ReadonlyMap<string, EquityChange> {
  return new Map(
    history?.series.map((series) => {
      const since = lateBeginning(series, history)
      const { change, changeRatio } = series
      const aside = setAsideOf(series, history.leftOut)
      return [series.key, since ? { change: null, changeRatio: null, since, aside } : { change, changeRatio, since, aside }]
    }),
  )
}
