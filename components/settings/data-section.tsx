'use client'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { DownloadLink } from '../ui/download-link'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { ProofDialog } from './proof-dialog'
import { SettingsSection } from './section'

/** Takes everything along, or deletes it. */
export function DataSection({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const trpc = useTRPC()
  const remove = useMutation(trpc.security.deleteMe.mutationOptions())
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)

  return (
    <SettingsSection title="Your data" flush>
      <ul className="divide-y">
        <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <div>
            <p className="font-medium">Export</p>
            <p className="text-muted-foreground text-xs">Accounts, history, settings and activity as JSON. No keys are in it.</p>
          </div>
          <Button asChild size="sm">
            <DownloadLink href="/api/me/export" fileName="ballast-export.json">
              <Download aria-hidden />
              Export
            </DownloadLink>
          </Button>
        </li>
        <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <div>
            <p className="font-medium">Delete me</p>
            <p className="text-muted-foreground text-xs">Your user, accounts, keys and history. There is no way back.</p>
          </div>
          <Button size="sm" variant="destructive-quiet" onClick={() => setOpen(true)}>
            Delete me
          </Button>
        </li>
      </ul>
      <ProofDialog
        open={open}
        onOpenChange={setOpen}
        title="Delete everything of yours?"
        description="Your accounts, stored keys, history, tokens and settings are gone at once, also from this server's database."
        hasPassword={hasPassword}
        confirm="Delete me"
        tone="destructive"
        onConfirm={async (proof) => {
          setFault(null)
          if (typed.trim().toLowerCase() !== email) return setFault('This is not your own address.')
          await remove.mutateAsync({ ...proof, email: typed })
          // The session is gone with its user.
          window.location.assign('/sign-in')
        }}
      >
        <Field label={`Type your e-mail address, ${email}`} error={fault}>
          {(control) => (
            <Input
              {...control}
              type="email"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
            />
          )}
        </Field>
      </ProofDialog>
    </SettingsSection>
  )
}
