'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type AccountView, MARGIN_MODES } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select'
import { toast } from '../ui/toast'

const LABELS: Record<AccountView['marginMode'], string> = {
  CROSS: 'Cross',
  ISOLATED: 'Isolated',
  CASH: 'Cash',
  SPOT_ISOLATED: 'Spot isolated',
}

/** Which of the exchange's leverages an account's orders go by; it says so here at once and takes it back if it fails. */
export function MarginModeSelect({ account }: { account: AccountView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const update = useMutation(
    trpc.accounts.update.mutationOptions({
      onSuccess: async (saved) => {
        queryClient.setQueryData(trpc.accounts.get.queryKey({ id: saved.id }), saved)
        await queryClient.invalidateQueries({ queryKey: trpc.accounts.pathKey() })
        toast.success(`Margin mode of ${saved.name} is ${LABELS[saved.marginMode].toLowerCase()}`)
      },
      onError: (error) => toast.error('The margin mode stays as it is', { description: failureOf(error).message }),
    }),
  )
  const shown = update.isPending ? (update.variables.marginMode ?? account.marginMode) : account.marginMode
  return (
    <Select
      value={shown}
      disabled={account.archived || update.isPending}
      onValueChange={(value) => {
        const marginMode = MARGIN_MODES.find((mode) => mode === value)
        if (marginMode && marginMode !== account.marginMode) update.mutate({ id: account.id, marginMode })
      }}
    >
      <SelectTrigger aria-label="Margin mode" className="w-36 md:h-7">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {MARGIN_MODES.map((mode) => (
          <SelectItem key={mode} value={mode}>
            {LABELS[mode]}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
