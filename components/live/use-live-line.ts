'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useDesk } from '../desk/desk-of-page'
import { keptAtOf } from '../offline/kept-page'
import { useTRPC, useTRPCClient } from '../trpc-provider'
import { currentFreshness, forgetFreshness, setFreshness, useFreshness } from './freshness-store'
import type { LineState } from './line/keep-line'
import { openLine } from './line/open-line'
import type { SharedLine } from './line/shared-line'
import { useFreshMarketRates } from './market-rates'
import { sharedRate } from './shared-rate'
import { signedOutElsewhere } from './signed-out'
import { POLL_MS } from './stream-state'
import { catchUpOf } from './use-apply-fresh'
import { setServerSkew } from './use-now'

/** Keeps this tab on the line of its person in its desk, and brings what it hears into the page. Mount it once. */
export function useLiveLine(person: string): void {
  const desk = useDesk()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const freshRates = useFreshMarketRates()
  const { line: state } = useFreshness()

  useEffect(() => {
    const catchUp = catchUpOf({ trpc, client, queryClient })
    let line: SharedLine | null = null
    const rates = sharedRate(queryClient, trpc.settings.displayRate.queryKey(), (rate) => line?.tellRate(rate))
    // What wants attention is what fires.
    const ofAlerts = [trpc.alerts.pathKey(), trpc.overview.summary.pathKey(), trpc.overview.attention.pathKey()]
    const showAlerts = () => {
      for (const queryKey of ofAlerts) void queryClient.invalidateQueries({ queryKey })
    }
    const start = () => {
      line ??= openLine(desk, {
        person,
        onState: showLine,
        onSkew: setServerSkew,
        onRate: rates.heard,
        onUpdate: ({ event }) => {
          if (event.kind === 'snapshot') freshRates()
          if (event.kind === 'alerts') showAlerts()
          else if (event.kind === 'snapshot' || event.kind === 'failed') catchUp.changed([event.accountId])
          else catchUp.resync()
        },
      })
    }
    const end = () => {
      line?.stop()
      line = null
    }
    const look = () => {
      if (document.hidden) return
      line?.nudge()
      catchUp.hurry()
    }
    const keptAt = keptAtOf(document)
    if (keptAt !== null) {
      setFreshness({ keptAt })
      catchUp.resync()
    }
    start()
    rates.tell()
    const poll = setInterval(() => {
      const { line: now, downSince } = currentFreshness()
      if (downSince !== null && now.kind !== 'signed-out' && !document.hidden) catchUp.resync()
    }, POLL_MS)
    // A page that is put aside holds no line; one that is taken out again has missed something.
    addEventListener('pagehide', end)
    addEventListener('pageshow', start)
    addEventListener('online', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      end()
      rates.stop()
      clearInterval(poll)
      removeEventListener('pagehide', end)
      removeEventListener('pageshow', start)
      removeEventListener('online', look)
      document.removeEventListener('visibilitychange', look)
      forgetFreshness()
    }
  }, [person, desk, trpc, client, queryClient, freshRates])

  useEffect(() => {
    if (state.kind === 'signed-out') signedOutElsewhere()
  }, [state])
}

function showLine(line: LineState): void {
  if (line.kind === 'up') setFreshness({ line, downSince: null })
  else if (line.kind === 'connecting') setFreshness({ line })
  else setFreshness({ line, downSince: line.kind === 'signed-out' ? Date.now() : line.since })
}
