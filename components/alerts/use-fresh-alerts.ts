'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTRPC } from '../trpc-provider'

/** Has everything about alerts read again, as after each change. */
export function useFreshAlerts(): () => Promise<void> {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useCallback(() => queryClient.invalidateQueries(trpc.alerts.pathFilter()), [trpc, queryClient])
}
