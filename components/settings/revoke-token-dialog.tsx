'use client'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TokenView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { toast } from '../ui/toast'

export function RevokeTokenDialog({ token, onClose }: { token: TokenView | null; onClose: () => void }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.tokens.pathFilter())
        if (token) toast.success(token.byProgram ? t`${token.name} is switched off` : t`${token.name} is revoked`)
        else toast.success(t`The token is revoked`)
        onClose()
      },
    }),
  )
  return (
    <ConfirmDialog
      open={token !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={token ? (token.byProgram ? t`Switch off ${token.name}?` : t`Revoke ${token.name}?`) : t`Revoke token?`}
      description={t`Whatever uses it is refused from its next request on. This can't be undone.`}
      confirm={token?.byProgram ? t`Switch off` : t`Revoke token`}
      error={revoke.error}
      pending={revoke.isPending}
      onConfirm={() => token && revoke.mutate({ id: token.id })}
    />
  )
}
