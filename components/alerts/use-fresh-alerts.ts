'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTRPC } from '../trpc-provider'

/** Has everything about alerts read again, as after each change. */
export function useFreshAlerts(): () => Promise<void> {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useCallback(async () => {
    // What wants attention is what fires: it is read again when it is looked at next.
    for (const queryKey of [trpc.overview.summary.pathKey(), trpc.overview.attention.pathKey()]) {
      void queryClient.invalidateQueries({ queryKey })
    }
    await queryClient.invalidateQueries(trpc.alerts.pathFilter())
  }, [trpc, queryClient])
}
