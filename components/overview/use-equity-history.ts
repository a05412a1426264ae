'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'
import { zonedHistory } from '@/server/domain/zoned-history'
import { useDisplay } from '../format/display'
import { useHydrated } from '../format/use-hydrated'
import { zoneOf } from '../format/zone'
import { useTRPC } from '../trpc-provider'

/** Equity over time; while another stretch is fetched the one before stays. */
export function useEquityHistory(input: NonNullable<inferInput<ReturnType<typeof useTRPC>['history']['equity']> & object>) {
  const trpc = useTRPC()
  const hydrated = useHydrated()
  const zoned = zonedHistory(input, zoneOf(useDisplay()))
  const query = useQuery({ ...trpc.history.equity.queryOptions(zoned), placeholderData: keepPreviousData })
  return {
    // The page's own fetch may be done on the server and not here yet, or the other way round.
    data: hydrated ? query.data : undefined,
    error: hydrated ? query.error : null,
    isPlaceholderData: query.isPlaceholderData,
    isFetching: query.isFetching,
    refetch: query.refetch,
  }
}
