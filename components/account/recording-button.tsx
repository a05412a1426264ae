'use client'
import { Trans } from '@lingui/react/macro'
import { FileDown } from 'lucide-react'
import { useState } from 'react'
import type { AccountView } from '@/server/domain/views'
import { Button } from '../ui/button'
import { lazyPart } from '../ui/lazy-part'

const RecordingDialog = lazyPart(() => import('./recording-dialog').then((file) => file.RecordingDialog))

/** Offers what the exchange answers as a file. */
export function RecordingButton({ account }: { account: AccountView }) {
  const [open, setOpen] = useState<boolean | null>(null)
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <FileDown aria-hidden />
        <Trans>Save a recording</Trans>
      </Button>
      {open === null ? null : <RecordingDialog account={account} open={open} onOpenChange={setOpen} />}
    </>
  )
}
