'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'
import { useHydrated } from '../format/use-hydrated'
import { useTRPC } from '../trpc-provider'

/** Equity over time; while another stretch is fetched the one before stays. */
export function useEquityHistory(input: inferInput<ReturnType<typeof useTRPC>['history']['equity']>) {
  const trpc = useTRPC()
  const hydrated = useHydrated()
  const query = useQuery({ ...trpc.history.equity.queryOptions(input), placeholderData: keepPreviousData })
  return {
    // The page's own fetch may be done on the server and not here yet, or the other way round.
    data: hydrated ? query.data : undefined,
    error: hydrated ? query.error : null,
    isPlaceholderData: query.isPlaceholderData,
    isFetching: query.isFetching,
    refetch: query.refetch,
  }
}
