'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useTRPC, useTRPCClient } from '../trpc-provider'
import { pageAlive } from '../ui/arrivals'
import { withFresh } from './apply-fresh'

/** Charts are drawn anew at most this often, however many accounts report. */
const HISTORY_MS = 30_000
/** Changes that arrive this close together are fetched in one call. */
const COALESCE_MS = 120

/**
 * Brings the newest snapshots of some accounts into every cached view that shows them: asks for those accounts alone,
 * and computes the totals anew here instead of loading everything.
 */
export function useApplyFresh(): (accountId: string) => void {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const waiting = useRef(new Set<string>())
  /** Accounts with an update that no cached view could take: what is loaded next may have been read before it. */
  const missed = useRef(new Set<string>())
  const historyAt = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const apply = useCallback(async () => {
    timer.current = null
    const accountIds = [...waiting.current]
    waiting.current.clear()
    try {
      const [accounts, fresh] = await Promise.all([
        client.accounts.list.query({}),
        client.balances.cached.query({ accountIds }),
        pageAlive(),
      ])
      queryClient.setQueryData(trpc.balances.overview.queryKey(), (before) => before && withFresh(before, accounts, fresh))
      queryClient.setQueryData(trpc.accounts.list.queryKey({}), accounts)
      const inOverview = queryClient.getQueryData(trpc.balances.overview.queryKey()) !== undefined
      for (const id of accountIds) {
        const account = accounts.find((candidate) => candidate.id === id)
        const one = { accountIds: [id] }
        if (!inOverview && queryClient.getQueryData(trpc.balances.cached.queryKey(one)) === undefined) missed.current.add(id)
        if (account) queryClient.setQueryData(trpc.accounts.get.queryKey({ id }), (before) => before && account)
        queryClient.setQueryData(
          trpc.balances.cached.queryKey(one),
          (before) =>
            before && {
              balances: fresh.balances.filter(({ accountId }) => accountId === id),
              errors: fresh.errors.filter(({ accountId }) => accountId === id),
            },
        )
      }
      const drawAnew = Date.now() - historyAt.current >= HISTORY_MS
      if (drawAnew) historyAt.current = Date.now()
      await Promise.all([
        ...accountIds.map((id) => queryClient.invalidateQueries({ queryKey: trpc.accounts.refreshes.queryKey({ id }) })),
        queryClient.invalidateQueries({ queryKey: trpc.accounts.list.queryKey({ includeArchived: true }) }),
        queryClient.invalidateQueries({ queryKey: trpc.history.pathKey(), refetchType: drawAnew ? 'active' : 'none' }),
      ])
    } catch {
      // One of the accounts may have been archived meanwhile, or the line is down: read all of it anew.
      await queryClient.invalidateQueries()
    }
  }, [client, queryClient, trpc])

  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )

  const bring = useCallback(
    (accountIds: Iterable<string>) => {
      for (const id of accountIds) waiting.current.add(id)
      timer.current ??= setTimeout(() => void apply(), COALESCE_MS)
    },
    [apply],
  )

  useEffect(() => {
    const loaded = new WeakSet<object>()
    return queryClient.getQueryCache().subscribe(({ query }) => {
      if (query.state.data === undefined || loaded.has(query)) return
      loaded.add(query)
      if (missed.current.size === 0) return
      bring(missed.current)
      missed.current.clear()
    })
  }, [queryClient, bring])

  return useCallback((accountId: string) => bring([accountId]), [bring])
}
