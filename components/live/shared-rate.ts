import type { QueryClient } from '@tanstack/react-query'
import type { DisplayRateView } from '@/server/domain/views'
import type { KnownRate } from './line/messages'

/**
 * One rate of the display currency for all tabs: each is asked for at its own time, and two tabs with two rates would show
 * two totals under the same word.
 * @param queryKey of the rate in the cache
 */
export function sharedRate(queryClient: QueryClient, queryKey: readonly unknown[], tellOthers: (rate: KnownRate) => void) {
  const current = () => queryClient.getQueryData<DisplayRateView>(queryKey)
  const tell = () => {
    const rate = current()
    if (rate?.usdPerUnit && rate.asOf && rate.currency !== 'USD') {
      tellOthers({ currency: rate.currency, usdPerUnit: rate.usdPerUnit, asOf: rate.asOf })
    }
  }
  const hash = JSON.stringify(queryKey)
  const stop = queryClient.getQueryCache().subscribe((event) => {
    // What was heard from another tab is set by hand, and not told again.
    const fetched = event.type === 'updated' && event.action.type === 'success' && event.action.manual !== true
    if (fetched && event.query.queryHash === hash) tell()
  })
  const heard = (rate: KnownRate) => {
    const own = current()
    const newer = own?.currency === rate.currency && (own.asOf === null || own.asOf < rate.asOf)
    if (newer) queryClient.setQueryData<DisplayRateView>(queryKey, rate)
  }
  return { tell, heard, stop }
}
