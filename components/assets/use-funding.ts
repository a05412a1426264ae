'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useHydrated } from '../format/use-hydrated'
import { MARKET_RATE_MS } from '../live/market-rates'
import { useTRPC } from '../trpc-provider'
import { fundingByPair, type KnownFunding } from './row'

/**
 * Funding of the open perpetuals of whoever is signed in. Asked for when the page is there, since exchanges may have to be
 * asked: `loading` until they have answered, and then, with an answer or without, what is known.
 * @param wanted whether the page shows a position at all
 */
export function useFunding(wanted = true): KnownFunding {
  const trpc = useTRPC()
  const hydrated = useHydrated()
  const { data, isError } = useQuery({
    ...trpc.balances.funding.queryOptions(),
    enabled: hydrated && wanted,
    staleTime: MARKET_RATE_MS,
  })
  return useMemo(() => (data || isError || !wanted ? fundingByPair(data ?? []) : 'loading'), [data, isError, wanted])
}
