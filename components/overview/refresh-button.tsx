'use client'
import { RefreshCw } from 'lucide-react'
import type { AccountView } from '@/server/domain/views'
import { useIsRefreshing, useRefreshProgress } from '../live/refresh-store'
import { useRefresh } from '../shell/use-refresh'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'

/** Reads all accounts anew; counts them as they answer. */
export function RefreshAll() {
  const { refresh, refreshing } = useRefresh()
  const { done, total } = useRefreshProgress()
  return (
    <>
      <Button
        className="figures"
        onClick={() => refresh()}
        aria-busy={refreshing || undefined}
        aria-disabled={refreshing || undefined}
      >
        <RefreshCw aria-hidden className={cn(refreshing && 'animate-spin')} />
        {refreshing ? `Refreshing ${done} of ${total}` : 'Refresh'}
      </Button>
      <span role="status" className="sr-only">
        {refreshing ? `${done} of ${total} accounts refreshed` : ''}
      </span>
    </>
  )
}

/** Reads one account anew. */
export function RefreshOne({ account, className }: { account: Pick<AccountView, 'id' | 'name'>; className?: string }) {
  const { refresh } = useRefresh()
  const busy = useIsRefreshing(account.id)
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={busy ? `Refreshing ${account.name}` : `Refresh ${account.name}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={() => refresh([account])}
      className={cn(className)}
    >
      <RefreshCw aria-hidden className={cn(busy && 'animate-spin')} />
    </Button>
  )
}
