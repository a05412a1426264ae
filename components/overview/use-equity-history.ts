'use client'
import { keepPreviousData, type Query, useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'
import { use } from 'react'
import { zonedHistory } from '@/server/domain/zoned-history'
import { useDisplay } from '../format/display'
import { useHydrated } from '../format/use-hydrated'
import { zoneOf } from '../format/zone'
import { useTRPC } from '../trpc-provider'

type Input = NonNullable<inferInput<ReturnType<typeof useTRPC>['history']['equity']> & object>

/** Equity over time; while another stretch is fetched the one before stays. */
export function useEquityHistory(input: Input) {
  const hydrated = useHydrated()
  const { data, error, ...query } = useHistoryQuery(input)
  // The page's own fetch may be done on the server and not here yet, or the other way round.
  return { ...query, data: hydrated ? data : undefined, error: hydrated ? error : null }
}

/**
 * The same for a part of a page that has a boundary of its own: until the page is alive it waits for what the page itself
 * has asked for, so that it is there with the page.
 */
export function useAwaitedHistory(input: Input) {
  const hydrated = useHydrated()
  const cache = useQueryClient().getQueryCache()
  const { data, error, queryKey, ...query } = useHistoryQuery(input)
  const fetching = hydrated || data !== undefined ? undefined : ended(cache.find({ queryKey }))
  if (fetching) use(fetching)
  return { ...query, data, error: hydrated ? error : null }
}

function useHistoryQuery(input: Input) {
  const trpc = useTRPC()
  const options = trpc.history.equity.queryOptions(zonedHistory(input, zoneOf(useDisplay())))
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({ ...options, placeholderData: keepPreviousData })
  return { data, error, isPlaceholderData, isFetching, refetch, queryKey: options.queryKey }
}

const ends = new WeakMap<Promise<unknown>, Promise<void>>()

/** The end of what a query waits for, good or bad; the same at each call, as `use` needs it. Undefined where nothing is under way. */
function ended(query: Query | undefined): Promise<void> | undefined {
  const promise = query?.state.status === 'pending' ? query.promise : undefined
  if (!promise) return undefined
  const end = ends.get(promise) ?? promise.then(nothing, nothing)
  ends.set(promise, end)
  return end
}

function nothing(): void {}
