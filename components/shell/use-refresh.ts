'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'

/** Asks the exchanges anew, for the accounts named or for all, and says in a toast what came of it. */
export function useRefresh() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const mutation = useMutation(
    trpc.balances.refresh.mutationOptions({
      onSuccess: async (results) => {
        await queryClient.invalidateQueries()
        const failed = results.flatMap((result) => (result.ok ? [] : [result]))
        const first = failed[0]
        if (first) {
          const others = failed.length > 1 ? ` ${failed.length - 1} more failed too.` : ''
          toast.warning(`${first.accountName} could not be refreshed`, { description: first.message + others })
        } else if (results.length === 1) toast.success(`${results[0]?.accountName} is up to date`)
        else if (results.length > 1) toast.success(`${results.length} accounts are up to date`)
      },
      onError: (error) => {
        toast.error('The refresh failed', { description: failureOf(error).message })
      },
    }),
  )
  return {
    refreshing: mutation.isPending,
    refresh: (accounts?: readonly { id: string }[]) => {
      if (mutation.isPending) return
      mutation.mutate(accounts ? { accountIds: accounts.map(({ id }) => id) } : {})
    },
  }
}
