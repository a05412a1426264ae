'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { DecimalString } from '@/server/domain/decimal'
import { useTRPC } from '../trpc-provider'

export interface EquityChange {
  change: DecimalString | null
  changeRatio: DecimalString | null
}

/** Each account's change of equity over 1 and 7 days; absent where there is no history yet. */
export function useChanges(): { day: ReadonlyMap<string, EquityChange>; week: ReadonlyMap<string, EquityChange> } {
  const trpc = useTRPC()
  const input = { groupBy: 'account', maxPoints: 24 } as const
  const day = useQuery({ ...trpc.history.equity.queryOptions({ ...input, range: '24h' }), placeholderData: keepPreviousData })
  const week = useQuery({ ...trpc.history.equity.queryOptions({ ...input, range: '7d' }), placeholderData: keepPreviousData })
  const byKey = (series: readonly (EquityChange & { key: string })[] = []) => new Map(series.map((each) => [each.key, each]))
  return { day: byKey(day.data?.series), week: byKey(week.data?.series) }
}
