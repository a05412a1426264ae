'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { accountSuggestions } from '@/server/domain/alerts/suggest'
import type { LineAccount } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { ErrorState } from '../ui/error-state'
import { failureOf } from '../ui/failure'
import { Skeleton } from '../ui/skeleton'
import { useOwnRules } from './use-own-rules'
import { WatchPanel } from './watch-panel'

/** What a row's bell opens: rules about its account, made from its figures, which are asked for as it is opened. */
export function WatchAccount({ account }: { account: LineAccount; open?: boolean }) {
  const { t } = useLingui()
  const { name } = account
  const trpc = useTRPC()
  const own = useOwnRules(account.id, null)
  const cached = useQuery(trpc.balances.cached.queryOptions({ accountIds: [account.id] }))
  if (cached.isError) {
    return (
      <ErrorState
        className="py-4"
        title={t`What ${name} holds could not be loaded`}
        message={failureOf(cached.error).message}
        onRetry={() => void cached.refetch()}
        retrying={cached.isFetching}
      />
    )
  }
  if (!cached.data) {
    return (
      <div aria-busy="true" className="px-4 py-3">
        <span role="status" className="sr-only">
          <Trans>Loading the figures of {name}</Trans>
        </span>
        <Skeleton className="h-4 w-32" />
        <Skeleton className="mt-2 h-8" />
      </div>
    )
  }
  const [balance] = cached.data.balances
  return <WatchPanel suggestions={balance ? accountSuggestions(account.id, balance) : []} own={own} />
}
