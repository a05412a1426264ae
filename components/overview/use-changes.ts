'use client'
import type { DecimalString } from '@/server/domain/decimal'
import { useEquityHistory } from './use-equity-history'

export interface EquityChange {
  change: DecimalString | null
  changeRatio: DecimalString | null
}

/** Each account's change of equity over 1 and 7 days; absent where there is no history yet. */
export function useChanges(): { day: ReadonlyMap<string, EquityChange>; week: ReadonlyMap<string, EquityChange> } {
  const input = { groupBy: 'account', maxPoints: 24 } as const
  const day = useEquityHistory({ ...input, range: '24h' })
  const week = useEquityHistory({ ...input, range: '7d' })
  const byKey = (series: readonly (EquityChange & { key: string })[] = []) => new Map(series.map((each) => [each.key, each]))
  return { day: byKey(day.data?.series), week: byKey(week.data?.series) }
}
