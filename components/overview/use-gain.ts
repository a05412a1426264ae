'use client'
import { useQuery } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'
import type { StretchView } from '@/server/domain/views'
import { useHydrated } from '../format/use-hydrated'
import { useTRPC } from '../trpc-provider'
import { useArrived } from './use-arrived'

type Input = NonNullable<inferInput<ReturnType<typeof useTRPC>['performance']['gain']> & object>

/** What was gained over a stretch, and marks of what came and went; undefined while it is read, and where it cannot be. */
export function useGain(input: Input, { enabled = true } = {}): StretchView | undefined {
  const trpc = useTRPC()
  // The page's own fetch may be done on the server and not here yet, or the other way round.
  const hydrated = useHydrated()
  const { data } = useQuery({ ...trpc.performance.gain.queryOptions(input), enabled })
  return hydrated && enabled ? data : undefined
}

/** The same for a part that has a boundary of its own, in which it comes with the page that asked for it (`useArrived`). */
export function useAwaitedGain(input: Input): StretchView | undefined {
  const options = useTRPC().performance.gain.queryOptions(input)
  const { data } = useQuery(options)
  useArrived(options.queryKey, data)
  return data
}
