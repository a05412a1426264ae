'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'
import { zonedHistory } from '@/server/domain/zoned-history'
import { useDisplay } from '../format/display'
import { useHydrated } from '../format/use-hydrated'
import { useZone } from '../format/use-zone'
import { zoneOf } from '../format/zone'
import { useTRPC } from '../trpc-provider'
import { useArrived } from './use-arrived'

type Input = NonNullable<inferInput<ReturnType<typeof useTRPC>['history']['equity']> & object>

/** Equity over time; while another stretch is fetched the one before stays. */
export function useEquityHistory(input: Input) {
  const hydrated = useHydrated()
  const { data, error, ...query } = useHistoryQuery(input)
  // The page's own fetch may be done on the server and not here yet, or the other way round.
  return { ...query, data: hydrated ? data : undefined, error: hydrated ? error : null }
}

/** The same for a part that has a boundary of its own, in which it comes with the page that asked for it (`useArrived`). */
export function useAwaitedHistory(input: Input) {
  const { data, error, queryKey, ...query } = useHistoryQuery(input)
  const hydrated = useArrived(queryKey, data)
  // Days of a zone that only the browser knows were not asked for on the server: it drew none of them.
  const asked = zonedHistory(input, useZone() ?? '').timeZone !== ''
  return { ...query, data: hydrated || asked ? data : undefined, error: hydrated ? error : null }
}

function useHistoryQuery(input: Input) {
  const trpc = useTRPC()
  const options = trpc.history.equity.queryOptions(zonedHistory(input, zoneOf(useDisplay())))
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({ ...options, placeholderData: keepPreviousData })
  return { data, error, isPlaceholderData, isFetching, refetch, queryKey: options.queryKey }
}
