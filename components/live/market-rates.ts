'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTRPC } from '../trpc-provider'

/** Funding and the rate of the display currency, which no snapshot carries, may be this old; the server's are too. */
export const MARKET_RATE_MS = 60_000

/** Asks for the rates that an open page shows and that are too old by now; each new snapshot gives the occasion. */
export function useFreshMarketRates(): () => void {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useCallback(() => {
    for (const queryKey of [trpc.balances.funding.queryKey(), trpc.settings.displayRate.queryKey()]) {
      void queryClient.refetchQueries({ queryKey, type: 'active', stale: true }, { cancelRefetch: false })
    }
  }, [trpc, queryClient])
}
