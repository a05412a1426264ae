import { createTRPCClient, httpBatchStreamLink, splitLink, type TRPCClient } from '@trpc/client'
import { inDesk } from '@/server/schemas/desk-path'
import { PERSON_HEADER } from '@/server/schemas/page'
import { transformer } from '@/server/schemas/wire'
import type { AppRouter } from '@/server/trpc/root'
import { lane } from './lane'
import { personOfPage } from './live/person'
import { signedOutLink } from './signed-out-link'

const PATH = '/api/trpc'

/**
 * Calls that wait for an exchange. HTTP/1.1 gives a browser six connections to an address, for all its tabs: these may hold
 * two of a page, the others two, the live line one of all tabs, and one is left for pages and files.
 */
const SLOW: ReadonlySet<string> = new Set([
  'balances.refresh',
  'balances.funding',
  'accounts.create',
  'accounts.test',
  'accounts.update',
  'accounts.setLeverage',
  'accounts.leverageEstimate',
  'accounts.record',
])
const CONNECTIONS = 2
/** Milliseconds after which no answer is to be hoped for. */
const PATIENCE = { slow: 5 * 60_000, quick: 45_000 }

/** For whom the page was drawn, so that nobody else's data is answered to it. */
function headers(): Record<string, string> {
  const person = personOfPage()
  return person === null ? {} : { [PERSON_HEADER]: person }
}

/**
 * Calls of procedures, queries and mutations in streamed batches.
 * @param desk of whose page they are made, and whose answers they get whatever the address becomes; null: one's own
 */
export function makeClient(desk: string | null): TRPCClient<AppRouter> {
  const batches = (patience: number) =>
    httpBatchStreamLink({
      url: inDesk(desk, PATH),
      transformer,
      headers,
      maxURLLength: 4000,
      maxItems: 20,
      fetch: lane(CONNECTIONS, patience),
    })
  return createTRPCClient<AppRouter>({
    links: [
      signedOutLink,
      splitLink({ condition: ({ path }) => SLOW.has(path), true: batches(PATIENCE.slow), false: batches(PATIENCE.quick) }),
    ],
  })
}
