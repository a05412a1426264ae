'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type AccountView, MARGIN_MODES } from '@/server/domain/views'
import { MARGIN_MODE_WORDS } from '../accounts/margin-mode-words'
import { useTRPC } from '../trpc-provider'
import { failureOf } from '../ui/failure'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select'
import { toast } from '../ui/toast'

/** The same within a sentence. */
const IS_NOW: Record<AccountView['marginMode'], (name: string) => MessageDescriptor> = {
  CROSS: (name) => msg`Margin mode of ${name} is cross`,
  ISOLATED: (name) => msg`Margin mode of ${name} is isolated`,
  CASH: (name) => msg`Margin mode of ${name} is cash`,
  SPOT_ISOLATED: (name) => msg`Margin mode of ${name} is spot isolated`,
}

/** Which of the exchange's leverages an account's orders go by; it says so here at once and takes it back if it fails. */
export function MarginModeSelect({ account }: { account: AccountView }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const update = useMutation(
    trpc.accounts.update.mutationOptions({
      onSuccess: async (saved) => {
        queryClient.setQueryData(trpc.accounts.get.queryKey({ id: saved.id }), saved)
        await queryClient.invalidateQueries({ queryKey: trpc.accounts.pathKey() })
        toast.success(t(IS_NOW[saved.marginMode](saved.name)))
      },
      onError: (error) => toast.error(t`The margin mode stays as it is`, { description: failureOf(error).message }),
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
      <SelectTrigger aria-label={t`Margin mode`} className="w-36 md:h-7">
        <SelectValue>{t(MARGIN_MODE_WORDS[shown])}</SelectValue>
      </SelectTrigger>
      <SelectContent>
        {MARGIN_MODES.map((mode) => (
          <SelectItem key={mode} value={mode}>
            {t(MARGIN_MODE_WORDS[mode])}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
