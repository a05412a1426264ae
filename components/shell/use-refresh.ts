'use client'
import type { I18n } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { RefreshResult } from '@/server/domain/views'
import { useMay } from '../desks/desk-role'
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
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const applyFresh = useApplyFresh()
  const { pending } = useRefreshProgress()

  const mayRefresh = useMay()('trader', 'accounts')

  const refresh = useCallback(
    async (chosen?: readonly { id: string; name?: string }[]) => {
      if (!mayRefresh) {
        toast.warning(t`Refreshing is for traders, managers and owners of this desk. What you see comes by itself.`)
        return
      }
      let accounts: readonly { id: string; name?: string }[]
      try {
        accounts = chosen ?? (await queryClient.fetchQuery({ ...trpc.accounts.list.queryOptions({}), staleTime: 0 }))
      } catch (error) {
        toast.error(t`The refresh failed`, { description: failureOf(error).message })
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
            const accountName = accounts.find((account) => account.id === id)?.name ?? t`An account`
            return { ok: false, accountName, message: failureOf(error).message }
          } finally {
            endRefresh(id)
          }
        }),
      )
      announce(i18n, outcomes)
    },
    [applyFresh, client, i18n, mayRefresh, queryClient, t, trpc],
  )

  return {
    refreshing: pending.size > 0,
    refresh: (accounts?: readonly { id: string; name?: string }[]) => void refresh(accounts),
  }
}

function announce(i18n: I18n, outcomes: readonly Outcome[]): void {
  const failed = outcomes.filter(({ ok }) => !ok)
  const [first] = failed
  const [done] = outcomes
  if (first) {
    const { accountName, message } = first
    const others = failed.length - 1
    toast.warning(i18n._(msg`${accountName} could not be refreshed`), {
      description:
        others > 0
          ? i18n._(msg`${message} ${plural(others, { one: '# more failed too.', other: '# more failed too.' })}`)
          : message,
    })
  } else if (done && outcomes.length === 1) {
    const { accountName } = done
    toast.success(i18n._(msg`${accountName} is up to date`))
  } else if (outcomes.length > 1) {
    toast.success(i18n._(msg`${plural(outcomes.length, { one: '# account is up to date', other: '# accounts are up to date' })}`))
  }
}
