'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'
import { useTRPC } from '../trpc-provider'

/** Equity over time; while another stretch is fetched the one before stays. */
export function useEquityHistory(input: inferInput<ReturnType<typeof useTRPC>['history']['equity']>) {
  const trpc = useTRPC()
  return useQuery({ ...trpc.history.equity.queryOptions(input), placeholderData: keepPreviousData })
}
