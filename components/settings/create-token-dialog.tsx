'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { NewTokenView, TokenTermsView } from '@/server/domain/views'
import { Button } from '../ui/button'
import { CopyLine } from '../ui/copy-line'
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog'
import { Notice } from '../ui/notice'
import { CreateTokenForm } from './create-token-form'

interface CreateTokenDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  terms: TokenTermsView
}

/** First what the token may do, then the token: once. */
export function CreateTokenDialog({ open, onOpenChange, terms }: CreateTokenDialogProps) {
  const [made, setMade] = useState<NewTokenView | null>(null)
  const change = (next: boolean) => {
    // The secret leaves memory with the dialog.
    if (!next) setMade(null)
    onOpenChange(next)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent onInteractOutside={(event) => made && event.preventDefault()}>
        {made ? (
          <ShownOnce made={made} />
        ) : (
          <>
            <DialogHeader>
              <DialogTitle>
                <Trans>New API token</Trans>
              </DialogTitle>
              <DialogDescription>
                <Trans>Give it the least that its script needs.</Trans>
              </DialogDescription>
            </DialogHeader>
            <CreateTokenForm terms={terms} onMade={setMade} />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

function ShownOnce({ made: { token, secret } }: { made: NewTokenView }) {
  const { t } = useLingui()
  return (
    <>
      <DialogHeader>
        <DialogTitle>{token.name}</DialogTitle>
        <DialogDescription>
          <Trans>Copy the token now. It is not kept, and can't be shown again.</Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <CopyLine value={secret} what={t`token`} testId="token-secret" />
        <Notice>
          <Trans>
            Send it as a header: <code className="font-mono text-xs">Authorization: Bearer {token.prefix}…</code>
          </Trans>
        </Notice>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">
            <Trans>Done</Trans>
          </Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}
