'use client'
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
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const archive = useMutation(
    trpc.accounts.archive.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries()
        toast.success(`${account.name} is archived`)
        onOpenChange(false)
        onArchived?.()
      },
    }),
  )
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <DialogHeader>
          <AlertDialogTitle>Archive {account.name}?</AlertDialogTitle>
          <AlertDialogDescription>It leaves balances, totals and lists, and is not refreshed any more.</AlertDialogDescription>
        </DialogHeader>
        <DialogBody>
          <ul className="flex list-disc flex-col gap-1 pl-4 text-muted-foreground marker:text-subtle-foreground">
            <li>Its stored keys are destroyed at once. Restoring it needs them anew.</li>
            <li>Its history stays, and its name becomes free.</li>
            <li>Nothing changes on {account.exchangeName}: delete the key there if you need it no more.</li>
          </ul>
          {archive.error ? <Notice tone="error">{failureOf(archive.error).message}</Notice> : null}
        </DialogBody>
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>Cancel</Button>
          </AlertDialogCancel>
          <Button variant="destructive" loading={archive.isPending} onClick={() => archive.mutate({ id: account.id })}>
            Archive account
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  )
}
