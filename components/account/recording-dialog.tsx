'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { Dialog, DialogBody, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Label } from '../ui/label'
import { Notice } from '../ui/notice'
import { saveFile } from '../ui/save-file'
import { toast } from '../ui/toast'

interface RecordingDialogProps {
  account: AccountView
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Reads the account once more and downloads what its exchange answered, to prove a number or to report a wrong one. */
export function RecordingDialog({ account, open, onOpenChange }: RecordingDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const [scale, setScale] = useState(true)
  const record = useMutation(
    trpc.accounts.record.mutationOptions({
      onSuccess: ({ fileName, text, failure, differs }) => {
        saveFile(fileName, new Blob([text], { type: 'application/json' }))
        if (failure !== null) toast.warning(t`${fileName} is saved, with answers that cannot be read: ${failure}`)
        else if (differs === null) toast.success(t`${fileName} is saved`)
        else toast.warning(t`${fileName} is saved, but replays to other figures (${differs})`)
        onOpenChange(false)
      },
    }),
  )
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            <Trans>Save a recording</Trans>
          </DialogTitle>
          <DialogDescription>
            <Trans>
              What {account.exchangeName} answers right now, as a file for a bug report. Anyone can run it through Ballast and see
              the same figures.
            </Trans>
          </DialogDescription>
        </DialogHeader>
        <DialogBody>
          <ul className="flex list-disc flex-col gap-1 pl-4 text-muted-foreground marker:text-subtle-foreground">
            <li>
              <Trans>Keys, signatures, user and order ids, addresses, e-mails, IPs and your own labels are replaced.</Trans>
            </li>
            <li>
              <Trans>Coins, positions, prices and times stay as they are. Look through the file before you send it.</Trans>
            </li>
          </ul>
          <div className="flex items-start gap-2.5">
            <Checkbox id="scale-amounts" checked={scale} onCheckedChange={(checked) => setScale(checked === true)} />
            <Label htmlFor="scale-amounts" className="font-normal">
              <Trans>Multiply all amounts by a random number, which is not kept</Trans>
            </Label>
          </div>
          {record.error ? <Notice tone="error">{failureOf(record.error).message}</Notice> : null}
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" loading={record.isPending} onClick={() => record.mutate({ id: account.id, scale })}>
            <Trans>Download</Trans>
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
