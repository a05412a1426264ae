'use client'
import { useState } from 'react'
import type { NewTokenView, TokenTermsView } from '@/server/domain/views'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
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
              <DialogTitle>New API token</DialogTitle>
              <DialogDescription>Give it the least that its script needs.</DialogDescription>
            </DialogHeader>
            <CreateTokenForm terms={terms} onMade={setMade} />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

function ShownOnce({ made: { token, secret } }: { made: NewTokenView }) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>{token.name}</DialogTitle>
        <DialogDescription>Copy the token now. It is not kept, and can't be shown again.</DialogDescription>
      </DialogHeader>
      <DialogBody>
        <div className="flex items-center gap-2">
          <code
            data-testid="token-secret"
            className="min-w-0 flex-1 select-all break-all rounded-md border bg-muted px-2.5 py-2 font-mono text-xs"
          >
            {secret}
          </code>
          <CopyButton value={secret} what="token" size="icon" />
        </div>
        <Notice>
          Send it as a header: <code className="font-mono text-xs">Authorization: Bearer {token.prefix}…</code>
        </Notice>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}
