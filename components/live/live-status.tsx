'use client'
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { OverviewView } from '@/server/domain/views'
import { Age } from '../format/age'
import { useTRPC } from '../trpc-provider'
import { StatusDot } from '../ui/status-dot'
import { Tooltip } from '../ui/tooltip'
import { useFreshMarketRates } from './market-rates'
import { type LiveState, liveStateOf } from './stream-state'
import { useApplyFresh } from './use-apply-fresh'
import { useNow } from './use-now'

/** With the stream down the page asks by itself this often. */
const POLL_MS = 30_000

/**
 * Hears of every finished refresh of this user, brings it into the page, and says truthfully how fresh the page is.
 * Mount it once.
 */
export function LiveStatus() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const applyFresh = useApplyFresh()
  const freshRates = useFreshMarketRates()
  const online = useOnline()
  const now = useNow()
  const [downSince, setDownSince] = useState<Date | null>(null)

  const { status } = useSubscription(
    trpc.live.updates.subscriptionOptions(undefined, {
      onData: ({ data }) => {
        if (data.kind === 'snapshot') freshRates()
        if (data.kind === 'snapshot' || data.kind === 'failed') applyFresh(data.accountId)
        else void queryClient.invalidateQueries()
      },
    }),
  )
  const connected = status === 'pending'

  useEffect(() => {
    setDownSince(connected ? null : new Date())
    if (connected) return
    const timer = setInterval(() => void queryClient.invalidateQueries(), POLL_MS)
    return () => clearInterval(timer)
  }, [connected, queryClient])

  const overview = useCached<OverviewView>(trpc.balances.overview.queryKey())
  const state = liveStateOf({ connected, downSince, online }, overview, new Date(now ?? 0))
  return now === null ? <Shown live={{ state: 'connecting' }} /> : <Shown live={state} />
}

function Shown({ live }: { live: LiveState }) {
  const { tone, words, why } = wording(live)
  return (
    <>
      <span role="status" className="sr-only">
        {words}
      </span>
      <Tooltip content={why} side="bottom">
        <button type="button" className="rounded-md px-1.5 py-1 text-muted-foreground" data-live={live.state}>
          <StatusDot tone={tone} className="text-xs">
            {words}
            {'since' in live && live.since ? (
              <span className="figures max-sm:hidden">
                since <Age date={live.since} />
              </span>
            ) : null}
          </StatusDot>
        </button>
      </Tooltip>
    </>
  )
}

function wording(live: LiveState): { tone: 'ok' | 'busy' | 'warning' | 'error'; words: string; why: string } {
  switch (live.state) {
    case 'live':
      return { tone: 'ok', words: 'Live', why: 'Finished refreshes appear here by themselves.' }
    case 'connecting':
      return { tone: 'busy', words: 'Connecting', why: 'The line for live updates is being set up.' }
    case 'delayed':
      return { tone: 'warning', words: 'Delayed', why: live.why }
    case 'offline':
      return { tone: 'error', words: 'Offline', why: 'No line to the server. The numbers are the last ones that arrived.' }
  }
}

/**
 * What a page has loaded already. Nothing is asked for, and no query is made in the cache: one that exists before the
 * page's own data arrives would keep that data out of the first render.
 */
function useCached<Data>(key: QueryKey): Data | undefined {
  const queryClient = useQueryClient()
  return useSyncExternalStore(
    (listener) => queryClient.getQueryCache().subscribe(listener),
    () => queryClient.getQueryData<Data>(key),
    () => undefined,
  )
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener)
      addEventListener('offline', listener)
      return () => {
        removeEventListener('online', listener)
        removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
    () => true,
  )
}
