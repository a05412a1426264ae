'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../trpc-provider'
import { AlertDialog, AlertDialogCancel, AlertDialogContent, AlertDialogDescription, AlertDialogTitle } from '../ui/alert-dialog'
import { Button } from '../ui/button'
import { DialogBody, DialogFooter, DialogHeader } from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { toast } from '../ui/toast'
import type { AccountDialogProps } from './rename-dialog'

interface ArchiveDialogProps extends AccountDialogProps {
  onArchived?: () => void
}

export function ArchiveDialog({ account, open, onOpenChange, onArchived }: ArchiveDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const archive = useMutation(
    trpc.accounts.archive.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries()
        toast.success(t`${account.name} is archived`)
        onOpenChange(false)
        onArchived?.()
      },
    }),
  )
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <DialogHeader>
          <AlertDialogTitle>
            <Trans>Archive {account.name}?</Trans>
          </AlertDialogTitle>
          <AlertDialogDescription>
            <Trans>It leaves balances, totals and lists, and is not refreshed any more.</Trans>
          </AlertDialogDescription>
        </DialogHeader>
        <DialogBody>
          <ul className="flex list-disc flex-col gap-1 pl-4 text-muted-foreground marker:text-subtle-foreground">
            <li>
              <Trans>Its stored keys are destroyed at once. Restoring it needs them anew.</Trans>
            </li>
            <li>
              <Trans>Its history stays, and its name becomes free.</Trans>
            </li>
            <li>
              <Trans>Nothing changes on {account.exchangeName}: delete the key there if you need it no more.</Trans>
            </li>
          </ul>
          {archive.error ? <Notice tone="error">{failureOf(archive.error).message}</Notice> : null}
        </DialogBody>
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>
              <Trans>Cancel</Trans>
            </Button>
          </AlertDialogCancel>
          <Button variant="destructive" loading={archive.isPending} onClick={() => archive.mutate({ id: account.id })}>
            <Trans>Archive account</Trans>
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  )
}
