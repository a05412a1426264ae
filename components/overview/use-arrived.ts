'use client'
import { type Query, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { use } from 'react'
import { useHydrated } from '../format/use-hydrated'

/**
 * For a part of a page that has a boundary of its own: until the page is alive it waits for what the page itself has asked
 * for, so that it is there with the page, and not drawn a moment later, when it would move what lies below it.
 *
 * Once a component: React knows what a component waited for by its order (19.2, `thenableState`). Of two that wait in one, the
 * first is passed over once its answer is there, the second is taken for it, and the component drawn without its answer.
 * @param data what the query has already
 * @returns whether the page is alive
 * @throws on the server, where what was asked for has failed: the browser then draws the part and says so
 */
export function useArrived(queryKey: QueryKey, data: unknown): boolean {
  const hydrated = useHydrated()
  const query = useQueryClient().getQueryCache().find({ queryKey })
  if (hydrated || data !== undefined) return hydrated
  if (typeof window === 'undefined' && query?.state.status === 'error') throw query.state.error
  const fetching = ended(query)
  if (fetching) use(fetching)
  return hydrated
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
