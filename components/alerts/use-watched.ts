'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../trpc-provider'
import { useLater } from '../ui/use-later'

/**
 * Whether a rule of its own watches an account, or (with a symbol) a position of it, for whole tables: asked once, after
 * the page's figures.
 */
export function useWatched(): (accountId: string, symbol: string | null) => boolean {
  const trpc = useTRPC()
  const later = useLater()
  const { data } = useQuery({ ...trpc.alerts.rules.queryOptions(), enabled: later })
  return useMemo(() => {
    const watched = new Set<string>()
    for (const { rule, enabled } of data ?? []) {
      if (!enabled || !('accounts' in rule) || rule.accounts === null) continue
      const symbol = 'symbol' in rule ? rule.symbol : null
      for (const id of rule.accounts) watched.add(keyOf(id, symbol))
    }
    return (accountId, symbol) => watched.has(keyOf(accountId, symbol))
  }, [data])
}

const keyOf = (accountId: string, symbol: string | null) => `${accountId} ${symbol ?? ''}`
