'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useHydrated } from '../format/use-hydrated'
import { MARKET_RATE_MS } from '../live/market-rates'
import { useTRPC } from '../trpc-provider'
import { type FundingByPair, fundingByPair } from './row'

/**
 * Funding of the open perpetuals of whoever is signed in. Asked for when the page is there, since exchanges may have to be
 * asked; undefined until then.
 * @param wanted whether the page shows a position at all
 */
export function useFunding(wanted = true): FundingByPair | undefined {
  const trpc = useTRPC()
  const hydrated = useHydrated()
  const { data } = useQuery({
    ...trpc.balances.funding.queryOptions(),
    enabled: hydrated && wanted,
    staleTime: MARKET_RATE_MS,
  })
  return useMemo(() => data && fundingByPair(data), [data])
}
