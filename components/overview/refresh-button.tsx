'use client'
import { useLingui } from '@lingui/react/macro'
import { RefreshCw } from 'lucide-react'
import type { AccountView } from '@/server/domain/views'
import { ForRole } from '../desks/desk-role'
import { useIsRefreshing, useRefreshProgress } from '../live/refresh-store'
import { useRefresh } from '../shell/use-refresh'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'

/** Reads all accounts anew; counts them as they answer. */
export function RefreshAll() {
  const { t } = useLingui()
  const { refresh, refreshing } = useRefresh()
  const { done, total } = useRefreshProgress()
  return (
    <ForRole least="trader" of="accounts">
      <Button
        className="figures"
        onClick={() => refresh()}
        aria-busy={refreshing || undefined}
        aria-disabled={refreshing || undefined}
      >
        <RefreshCw aria-hidden className={cn(refreshing && 'animate-spin')} />
        {refreshing ? t`Refreshing ${done} of ${total}` : t`Refresh`}
      </Button>
      <span role="status" className="sr-only">
        {refreshing ? t`${done} of ${total} accounts refreshed` : ''}
      </span>
    </ForRole>
  )
}

/** Reads one account anew. */
export function RefreshOne({ account, className }: { account: Pick<AccountView, 'id' | 'name'>; className?: string }) {
  const { t } = useLingui()
  const { refresh } = useRefresh()
  const busy = useIsRefreshing(account.id)
  return (
    <ForRole least="trader" of="accounts">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={busy ? t`Refreshing ${account.name}` : t`Refresh ${account.name}`}
        aria-busy={busy || undefined}
        aria-disabled={busy || undefined}
        onClick={() => refresh([account])}
        className={cn(className)}
      >
        <RefreshCw aria-hidden className={cn(busy && 'animate-spin')} />
      </Button>
    </ForRole>
  )
}
