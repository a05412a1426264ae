'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../trpc-provider'

/** Has all that tags are shown in read again. */
export function useFreshTags(): () => Promise<unknown> {
  const trpc = useTRPC()
  const client = useQueryClient()
  return () =>
    Promise.all(
      [
        ...[trpc.tags, trpc.accounts.table, trpc.balances.assets, trpc.balances.assetChoices],
        // Narrowed to tags, or in words of theirs.
        ...[trpc.history, trpc.performance, trpc.flows, trpc.overview.lines, trpc.alerts],
      ].map((shown) => client.invalidateQueries({ queryKey: shown.pathKey() })),
    )
}
