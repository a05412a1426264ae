'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { TokenView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { toast } from '../ui/toast'

export function RevokeTokenDialog({ token, onClose }: { token: TokenView | null; onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.tokens.pathFilter())
        toast.success(`${token?.name ?? 'The token'} is ${token?.byProgram ? 'switched off' : 'revoked'}`)
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
      title={`${token?.byProgram ? 'Switch off' : 'Revoke'} ${token?.name ?? 'token'}?`}
      description="Whatever uses it is refused from its next request on. This can't be undone."
      confirm={token?.byProgram ? 'Switch off' : 'Revoke token'}
      error={revoke.error}
      pending={revoke.isPending}
      onConfirm={() => token && revoke.mutate({ id: token.id })}
    />
  )
}
