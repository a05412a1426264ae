'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { PasskeyView, SecurityView } from '@/server/domain/views'
import { Age } from '../format/age'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { toast } from '../ui/toast'
import { AddPasskeyDialog } from './add-passkey-dialog'
import { ProofDialog } from './proof-dialog'
import { SettingsSection } from './section'

/** Passkeys: each signs in alone, with the device's own check of who holds it. */
export function PasskeysSection({ security: { hasPassword, passkeys } }: { security: SecurityView }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const remove = useMutation(trpc.security.removePasskey.mutationOptions())
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<PasskeyView | null>(null)

  return (
    <>
      <SettingsSection
        title={t`Passkeys`}
        description={t`Sign in with a fingerprint, face or security key instead of a password.`}
        action={
          <Button onClick={() => setAdding(true)}>
            <Trans>Add passkey</Trans>
          </Button>
        }
        flush={passkeys.length > 0}
      >
        {passkeys.length > 0 ? (
          <ul aria-label={t`Passkeys`} className="divide-y">
            {passkeys.map((passkey) => (
              <li key={passkey.id} className="flex items-center gap-3 px-4 py-3">
                <KeyRound aria-hidden className="size-4 shrink-0 text-muted-foreground" />
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap items-center gap-1.5">
                    <span className="truncate font-medium">{passkey.name}</span>
                    {passkey.backedUp ? (
                      <Badge>
                        <Trans>Synced</Trans>
                      </Badge>
                    ) : null}
                  </p>
                  <p className="flex flex-wrap gap-x-3 text-muted-foreground text-xs">
                    <span>
                      <Trans>
                        Added <Age date={passkey.createdAt} />
                      </Trans>
                    </span>
                    <span>
                      {passkey.lastUsedAt ? (
                        <Trans>
                          Used <Age date={passkey.lastUsedAt} />
                        </Trans>
                      ) : (
                        t`Never used`
                      )}
                    </span>
                  </p>
                </div>
                <Button
                  size="sm"
                  variant="destructive-quiet"
                  onClick={() => setRemoving(passkey)}
                  aria-label={t`Remove ${passkey.name}`}
                >
                  <Trans>Remove</Trans>
                </Button>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted-foreground text-sm">
            <Trans>None yet.</Trans>
          </p>
        )}
      </SettingsSection>
      <AddPasskeyDialog open={adding} onOpenChange={setAdding} hasPassword={hasPassword} />
      <ProofDialog
        open={removing !== null}
        onOpenChange={(open) => {
          if (!open) setRemoving(null)
        }}
        title={removing ? t`Remove ${removing.name}?` : t`Remove passkey?`}
        description={t`It can't sign in here any more. Delete it on your device too.`}
        hasPassword={hasPassword}
        confirm={t`Remove passkey`}
        tone="destructive"
        onConfirm={async (proof) => {
          if (removing) await remove.mutateAsync({ ...proof, id: removing.id })
          await queryClient.invalidateQueries(trpc.security.pathFilter())
          toast.success(t`The passkey is removed`)
          setRemoving(null)
        }}
      />
    </>
  )
}
