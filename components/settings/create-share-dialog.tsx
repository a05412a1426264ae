'use client'
import { useState } from 'react'
import type { NewShareLinkView, TokenTermsView } from '@/server/domain/views'
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
import { CreateShareForm } from './create-share-form'

interface CreateShareDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  terms: TokenTermsView
}

/** First what the link shows, then the link: once. */
export function CreateShareDialog({ open, onOpenChange, terms }: CreateShareDialogProps) {
  const [made, setMade] = useState<NewShareLinkView | null>(null)
  const change = (next: boolean) => {
    // The link leaves memory with the dialog.
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
              <DialogTitle>New share link</DialogTitle>
              <DialogDescription>Whoever has it sees this, and nothing else.</DialogDescription>
            </DialogHeader>
            <CreateShareForm terms={terms} onMade={setMade} />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

function ShownOnce({ made: { link, url } }: { made: NewShareLinkView }) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>{link.title}</DialogTitle>
        <DialogDescription>Copy the link now. It is not kept, and can't be shown again.</DialogDescription>
      </DialogHeader>
      <DialogBody>
        <div className="flex items-center gap-2">
          <code
            data-testid="share-url"
            className="min-w-0 flex-1 select-all break-all rounded-md border bg-muted px-2.5 py-2 font-mono text-xs"
          >
            {url}
          </code>
          <CopyButton value={url} what="link" size="icon" />
        </div>
        <Notice>
          {link.hasPassword
            ? 'Send the password by another way than the link.'
            : 'Messengers look at a link as soon as it is sent, which counts as seen.'}
        </Notice>
      </DialogBody>
      <DialogFooter>
        <Button asChild>
          <a href={url} target="_blank" rel="noreferrer">
            Look at it
          </a>
        </Button>
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}
