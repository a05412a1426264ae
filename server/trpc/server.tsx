import 'server-only'
import { dehydrate, type FetchQueryOptions, HydrationBoundary, type QueryKey } from '@tanstack/react-query'
import type { inferProcedureInput } from '@trpc/server'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { headers } from 'next/headers'
import { cache, type ReactNode } from 'react'
import { currentSession } from '../auth/session'
import type { CurrentDeskView, DeskView, DisplayRateView, SettingsView } from '../domain/views'
import { zonedHistory } from '../domain/zoned-history'
import { makeQueryClient } from '../schemas/query-client'
import { knownRate } from '../services/settings/display-rate'
import { hasDesk } from './desk-of-request'
import { requestContext } from './request-context'
import { type AppRouter, appRouter, createCaller } from './root'

/** One cache for all prefetches of a request. */
export const getQueryClient = cache(makeQueryClient)

const pageContext = cache(async () => ({ ...(await requestContext(await headers())), shared: {} }))

/** Query options for pages: `prefetch(trpc.overview.summary.queryOptions())`, with the same keys as in the browser. */
export const trpc = createTRPCOptionsProxy({ ctx: pageContext, router: appRouter, queryClient: getQueryClient })

/** Calls a procedure for what a page itself needs to know; its result is not in the browser's cache. */
export const caller = createCaller(pageContext)

/** Whether who is signed in is a member of the desk that the page's address names. */
export const pageHasDesk = async (): Promise<boolean> => hasDesk(await pageContext())

/** The rate of the currency that somebody chose; USD is known without a question. */
export async function displayRate({ baseCurrency }: SettingsView): Promise<DisplayRateView> {
  return knownRate(baseCurrency, new Date()) ?? caller.settings.displayRate()
}

/** The desk of the page, and what whoever is signed in is there: known with the session. */
export const currentDesk = cache(async (): Promise<CurrentDeskView> => {
  const [desks, { caller: who }] = await Promise.all([myDesks(), pageContext()])
  const shown = desks.find(({ id }) => id === who?.deskId)
  if (!who || !shown) throw new Error('A page of a desk that nobody looks at.')
  return { ...shown, limited: who.accounts !== null }
})

/** The desks of whoever is signed in, their own first. */
export const myDesks = async (): Promise<readonly DeskView[]> => (await currentSession())?.desks ?? []

/** Starts a query without waiting for it: its answer streams to the browser, where `useSuspenseQuery` finds it. */
export function prefetch<Data, Failure, Key extends QueryKey>(options: FetchQueryOptions<Data, Failure, Data, Key>): void {
  void getQueryClient().prefetchQuery(options)
}

type HistoryInput = NonNullable<inferProcedureInput<AppRouter['history']['equity']> & object>

/** Starts to read history for somebody in a zone; null: one that only their browser knows, which then asks itself. */
export function prefetchHistory(input: HistoryInput, timeZone: string | null): void {
  const zoned = zonedHistory(input, timeZone ?? '')
  if (zoned.timeZone !== '') prefetch(trpc.history.equity.queryOptions(zoned))
}

/** Hands what was prefetched above it to the components within. */
export function HydrateClient({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>
}
