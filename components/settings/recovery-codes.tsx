'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { DialogBody, DialogClose, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '../ui/dialog'

/** New recovery codes, shown this once, in a dialog that is open. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useLingui()
  const text = codes.join('\n')
  return (
    <>
      <DialogHeader>
        <DialogTitle>
          <Trans>Your recovery codes</Trans>
        </DialogTitle>
        <DialogDescription>
          <Trans>
            Each lets you in once when your phone or passkey is gone. Keep them away from both; they are not shown again.
          </Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <ol aria-label={t`Recovery codes`} className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-md border bg-muted px-4 py-3">
          {codes.map((code) => (
            <li key={code} className="select-all whitespace-nowrap font-mono text-xs">
              {code}
            </li>
          ))}
        </ol>
        <div className="flex gap-2">
          <CopyButton value={text} what={t`recovery codes`}>
            <Trans>Copy</Trans>
          </CopyButton>
          <Button asChild>
            <a href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`} download="ballast-recovery-codes.txt">
              <Download aria-hidden />
              <Trans>Download</Trans>
            </a>
          </Button>
        </div>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">
            <Trans>I have kept them</Trans>
          </Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}
