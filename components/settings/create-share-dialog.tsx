'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { NewShareLinkView, TokenTermsView } from '@/server/domain/views'
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
              <DialogTitle>
                <Trans>New share link</Trans>
              </DialogTitle>
              <DialogDescription>
                <Trans>Whoever has it sees this, and nothing else.</Trans>
              </DialogDescription>
            </DialogHeader>
            <CreateShareForm terms={terms} onMade={setMade} />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

function ShownOnce({ made: { link, url } }: { made: NewShareLinkView }) {
  const { t } = useLingui()
  return (
    <>
      <DialogHeader>
        <DialogTitle>{link.title}</DialogTitle>
        <DialogDescription>
          <Trans>Copy the link now. It is not kept, and can't be shown again.</Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <CopyLine value={url} what={t`link`} testId="share-url" />
        <Notice>
          {link.hasPassword
            ? t`Send the password by another way than the link.`
            : t`Messengers look at a link as soon as it is sent, which counts as seen.`}
        </Notice>
      </DialogBody>
      <DialogFooter>
        <Button asChild>
          <a href={url} target="_blank" rel="noreferrer">
            <Trans>Look at it</Trans>
          </a>
        </Button>
        <DialogClose asChild>
          <Button variant="primary">
            <Trans>Done</Trans>
          </Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}
