import { defaultShouldDehydrateQuery, QueryClient } from '@tanstack/react-query'
import { sameWhereEqual } from './same-where-equal'
import { fromWire, toWire } from './wire'

/** Data counts as fresh for this long: a page that was just prefetched does not ask again on arrival. */
const STALE_MS = 30_000

/** One cache a request on the server, one a tab in the browser. Pending prefetches travel to the browser as promises. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, structuralSharing: sameWhereEqual },
      // Keys and passwords are asked with, and secrets answered: none stays in the cache when its form is gone.
      mutations: { gcTime: 0 },
      dehydrate: {
        serializeData: toWire,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
        // Next itself needs to see errors of a prefetch that is under way; ours hold no secret.
        shouldRedactErrors: () => false,
      },
      hydrate: { deserializeData: fromWire },
    },
  })
}
