'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '../desk/link'
import { DESTINATIONS } from '../shell/navigation'
import { Dialog, DialogBody, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { Switch } from '../ui/switch'
import { showPanel } from './command-store'
import { modKey } from './mod-key'
import { useShortcutPreference } from './shortcut-preference'

const general = (): readonly { label: MessageDescriptor; keys: readonly string[] }[] => [
  { label: msg`Search and commands`, keys: [modKey(), 'K'] },
  { label: msg`Search on this page`, keys: ['/'] },
  { label: msg`Row below, row above`, keys: ['J', 'K'] },
  { label: msg`Open the row`, keys: ['Enter'] },
  { label: msg`Refresh all accounts`, keys: ['R'] },
  { label: msg`Add an account`, keys: ['N'] },
  { label: msg`This help`, keys: ['?'] },
]

export function ShortcutsDialog({ open }: { open: boolean }) {
  const [single, setSingle] = useShortcutPreference()
  return (
    <Dialog open={open} onOpenChange={(next) => showPanel(next ? 'shortcuts' : null)}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            <Trans>Keyboard shortcuts</Trans>
          </DialogTitle>
          <DialogDescription>
            <Trans>
              They work everywhere but in a field. What figures mean and how things work:{' '}
              <Link href="/docs" className="text-brand underline underline-offset-4" onClick={() => showPanel(null)}>
                Documentation
              </Link>
            </Trans>
          </DialogDescription>
        </DialogHeader>
        <DialogBody>
          <List items={general()} />
          <h3 className="caption -mb-2">
            <Trans>Go to</Trans>
          </h3>
          <List items={DESTINATIONS.map(({ label, shortcut }) => ({ label, keys: ['G', shortcut.toUpperCase()] }))} />
          <div className="flex items-center justify-between gap-4 border-t pt-4">
            <label htmlFor="single-keys" className="select-none">
              <span className="block font-medium">
                <Trans>Keys without {modKey()}</Trans>
              </span>
              <span className="block text-muted-foreground text-xs">
                <Trans>Turn them off if you dictate text. Kept in this browser.</Trans>
              </span>
            </label>
            <Switch id="single-keys" checked={single} onCheckedChange={setSingle} />
          </div>
        </DialogBody>
      </DialogContent>
    </Dialog>
  )
}

function List({ items }: { items: readonly { label: MessageDescriptor; keys: readonly string[] }[] }) {
  const { t } = useLingui()
  return (
    <dl className="flex flex-col divide-y">
      {items.map(({ label, keys }) => (
        <div key={keys.join(' ')} className="flex h-9 items-center justify-between gap-4">
          <dt>{t(label)}</dt>
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
