'use client'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ShareLinkView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { toast } from '../ui/toast'

export function RevokeShareDialog({ link, onClose }: { link: ShareLinkView | null; onClose: () => void }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const revoke = useMutation(
    trpc.shares.revoke.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.shares.pathFilter())
        toast.success(link ? t`${link.title} is revoked` : t`The link is revoked`)
        onClose()
      },
    }),
  )
  return (
    <ConfirmDialog
      open={link !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={link ? t`Revoke ${link.title}?` : t`Revoke link?`}
      description={t`Whoever looks from now on is told that there is nothing. What was seen before cannot be taken back. This can't be undone.`}
      confirm={t`Revoke link`}
      error={revoke.error}
      pending={revoke.isPending}
      onConfirm={() => link && revoke.mutate({ id: link.id })}
    />
  )
}
