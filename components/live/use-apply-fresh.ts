'use client'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTRPC, useTRPCClient } from '../trpc-provider'
import { Bring, type Page } from './bring'
import { CatchUp } from './catch-up'
import { setFreshness } from './freshness-store'
import { browserClock } from './line/clock'

const catchUps = new WeakMap<QueryClient, CatchUp>()

/** What brings news into this tab, one a tab. */
export function catchUpOf(page: Omit<Page, 'onFreshness'>): CatchUp {
  const known = catchUps.get(page.queryClient)
  if (known) return known
  const bring = new Bring({ ...page, onFreshness: (desk) => setFreshness({ desk }) })
  const catchUp = new CatchUp({
    clock: browserClock,
    random: Math.random,
    hidden: () => document.hidden,
    bring: (accountIds) => bring.accounts(accountIds),
    readAll: () => bring.everything(),
    // What was kept of another time is gone once everything has been read again, which is what is asked first.
    onProgress: (progress) => setFreshness(progress.caughtUpAt === null ? progress : { ...progress, keptAt: null }),
  })
  bring.onLateView((accountIds) => catchUp.changed(accountIds))
  catchUps.set(page.queryClient, catchUp)
  return catchUp
}

/** Brings an account's newest snapshot into every cached view that shows it. */
export function useApplyFresh(): (accountId: string) => void {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  return useCallback(
    (accountId: string) => catchUpOf({ trpc, client, queryClient }).changed([accountId]),
    [trpc, client, queryClient],
  )
}
