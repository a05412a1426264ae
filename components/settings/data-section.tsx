'use client'
import { Trans, useLingui } from '@lingui/react/macro'
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
  const { t } = useLingui()
  const trpc = useTRPC()
  const remove = useMutation(trpc.security.deleteMe.mutationOptions())
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)

  return (
    <SettingsSection title={t`Your data`} flush>
      <ul className="divide-y">
        <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <div>
            <p className="font-medium">
              <Trans>Export</Trans>
            </p>
            <p className="text-muted-foreground text-xs">
              <Trans>Accounts, history, settings and activity as JSON. No keys are in it.</Trans>
            </p>
          </div>
          <Button asChild size="sm">
            <DownloadLink href="/api/me/export" fileName="ballast-export.json">
              <Download aria-hidden />
              <Trans>Export</Trans>
            </DownloadLink>
          </Button>
        </li>
        <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <div>
            <p className="font-medium">
              <Trans>Delete me</Trans>
            </p>
            <p className="text-muted-foreground text-xs">
              <Trans>Your user, accounts, keys and history. There is no way back.</Trans>
            </p>
          </div>
          <Button size="sm" variant="destructive-quiet" onClick={() => setOpen(true)}>
            <Trans>Delete me</Trans>
          </Button>
        </li>
      </ul>
      <ProofDialog
        open={open}
        onOpenChange={setOpen}
        title={t`Delete everything of yours?`}
        description={t`Your accounts, stored keys, history, tokens and settings are gone at once, also from this server's database.`}
        hasPassword={hasPassword}
        confirm={t`Delete me`}
        tone="destructive"
        onConfirm={async (proof) => {
          setFault(null)
          if (typed.trim().toLowerCase() !== email) return setFault(t`This is not your own address.`)
          await remove.mutateAsync({ ...proof, email: typed })
          // The session is gone with its user.
          window.location.assign('/sign-in')
        }}
      >
        <Field label={t`Type your e-mail address, ${email}`} error={fault}>
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
