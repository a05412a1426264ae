'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { RefreshResult } from '@/server/domain/views'
import { beginRefresh, endRefresh, useRefreshProgress } from '../live/refresh-store'
import { useApplyFresh } from '../live/use-apply-fresh'
import { useTRPC, useTRPCClient } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { toast } from '../ui/toast'

type Outcome = Pick<RefreshResult, 'ok' | 'accountName'> & { message: string }

/**
 * Asks the exchanges anew, for the accounts named or for all. Each account is a call of its own, so that each shows its
 * numbers as soon as it has answered; a toast says what came of it.
 */
export function useRefresh() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const applyFresh = useApplyFresh()
  const { pending } = useRefreshProgress()

  const refresh = useCallback(
    async (chosen?: readonly { id: string; name?: string }[]) => {
      let accounts: readonly { id: string; name?: string }[]
      try {
        accounts = chosen ?? (await queryClient.fetchQuery({ ...trpc.accounts.list.queryOptions({}), staleTime: 0 }))
      } catch (error) {
        toast.error('The refresh failed', { description: failureOf(error).message })
        return
      }
      const ids = beginRefresh(accounts.map(({ id }) => id))
      const outcomes = await Promise.all(
        ids.map(async (id): Promise<Outcome> => {
          try {
            const [result] = await client.balances.refresh.mutate({ accountIds: [id] })
            applyFresh(id)
            if (!result) return { ok: true, accountName: '', message: '' }
            return { ok: result.ok, accountName: result.accountName, message: result.ok ? '' : result.message }
          } catch (error) {
            const accountName = accounts.find((account) => account.id === id)?.name ?? 'An account'
            return { ok: false, accountName, message: failureOf(error).message }
          } finally {
            endRefresh(id)
          }
        }),
      )
      announce(outcomes)
    },
    [applyFresh, client, queryClient, trpc],
  )

  return {
    refreshing: pending.size > 0,
    refresh: (accounts?: readonly { id: string; name?: string }[]) => void refresh(accounts),
  }
}

function announce(outcomes: readonly Outcome[]): void {
  const failed = outcomes.filter(({ ok }) => !ok)
  const [first] = failed
  if (first) {
    const others = failed.length > 1 ? ` ${failed.length - 1} more failed too.` : ''
    toast.warning(`${first.accountName} could not be refreshed`, { description: first.message + others })
  } else if (outcomes.length === 1) toast.success(`${outcomes[0]?.accountName} is up to date`)
  else if (outcomes.length > 1) toast.success(`${outcomes.length} accounts are up to date`)
}
