'use client'
import type { DecimalString } from '@/server/domain/decimal'
import { overviewQueries } from './overview-queries'
import { useEquityHistory } from './use-equity-history'

export interface EquityChange {
  change: DecimalString | null
  changeRatio: DecimalString | null
}

/** Each account's change of equity over 1 and 7 days; absent where there is no history yet. */
export function useChanges(): { day: ReadonlyMap<string, EquityChange>; week: ReadonlyMap<string, EquityChange> } {
  const queries = overviewQueries('24h', 'total')
  const day = useEquityHistory(queries.day)
  const week = useEquityHistory(queries.week)
  const byKey = (series: readonly (EquityChange & { key: string })[] = []) => new Map(series.map((each) => [each.key, each]))
  return { day: byKey(day.data?.series), week: byKey(week.data?.series) }
}
