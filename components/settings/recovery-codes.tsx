'use client'
import { Download } from 'lucide-react'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { DialogBody, DialogClose, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '../ui/dialog'

/** New recovery codes, shown this once, in a dialog that is open. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const text = codes.join('\n')
  return (
    <>
      <DialogHeader>
        <DialogTitle>Your recovery codes</DialogTitle>
        <DialogDescription>
          Each lets you in once when your phone or passkey is gone. Keep them away from both; they are not shown again.
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <ol aria-label="Recovery codes" className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-md border bg-muted px-4 py-3">
          {codes.map((code) => (
            <li key={code} className="select-all whitespace-nowrap font-mono text-xs">
              {code}
            </li>
          ))}
        </ol>
        <div className="flex gap-2">
          <CopyButton value={text} what="recovery codes">
            Copy
          </CopyButton>
          <Button asChild>
            <a href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`} download="ballast-recovery-codes.txt">
              <Download aria-hidden />
              Download
            </a>
          </Button>
        </div>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">I have kept them</Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}
