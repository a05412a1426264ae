'use client'
import Link from 'next/link'
import { DESTINATIONS } from '../shell/navigation'
import { Dialog, DialogBody, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { Switch } from '../ui/switch'
import { showPanel } from './command-store'
import { modKey } from './mod-key'
import { useShortcutPreference } from './shortcut-preference'

const general = (): readonly { label: string; keys: readonly string[] }[] => [
  { label: 'Search and commands', keys: [modKey(), 'K'] },
  { label: 'Search on this page', keys: ['/'] },
  { label: 'Row below, row above', keys: ['J', 'K'] },
  { label: 'Open the row', keys: ['Enter'] },
  { label: 'Refresh all accounts', keys: ['R'] },
  { label: 'Add an account', keys: ['N'] },
  { label: 'This help', keys: ['?'] },
]

export function ShortcutsDialog({ open }: { open: boolean }) {
  const [single, setSingle] = useShortcutPreference()
  return (
    <Dialog open={open} onOpenChange={(next) => showPanel(next ? 'shortcuts' : null)}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogDescription>
            They work everywhere but in a field. What figures mean and how things work:{' '}
            <Link href="/docs" className="text-brand underline underline-offset-4" onClick={() => showPanel(null)}>
              Documentation
            </Link>
          </DialogDescription>
        </DialogHeader>
        <DialogBody>
          <List items={general()} />
          <h3 className="caption -mb-2">Go to</h3>
          <List items={DESTINATIONS.map(({ label, shortcut }) => ({ label, keys: ['G', shortcut.toUpperCase()] }))} />
          <div className="flex items-center justify-between gap-4 border-t pt-4">
            <label htmlFor="single-keys" className="select-none">
              <span className="block font-medium">Keys without {modKey()}</span>
              <span className="block text-muted-foreground text-xs">
                Turn them off if you dictate text. Kept in this browser.
              </span>
            </label>
            <Switch id="single-keys" checked={single} onCheckedChange={setSingle} />
          </div>
        </DialogBody>
      </DialogContent>
    </Dialog>
  )
}

function List({ items }: { items: readonly { label: string; keys: readonly string[] }[] }) {
  return (
    <dl className="flex flex-col divide-y">
      {items.map(({ label, keys }) => (
        <div key={label} className="flex h-9 items-center justify-between gap-4">
          <dt>{label}</dt>
          <dd className="flex gap-1">
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}
