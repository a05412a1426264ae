'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SecurityView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '../ui/dialog'
import { StatusDot } from '../ui/status-dot'
import { toast } from '../ui/toast'
import { ProofDialog, ProofForm } from './proof-dialog'
import { RecoveryCodes } from './recovery-codes'
import { SettingsSection } from './section'
import { TotpDialog } from './totp-dialog'

/** The authenticator app, and the recovery codes that stand in for every second factor. */
export function SecondFactorSection({ security }: { security: SecurityView }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const display = useDisplay()
  const remove = useMutation(trpc.security.removeTotp.mutationOptions())
  const [open, setOpen] = useState<'setup' | 'remove' | 'codes' | null>(null)
  const change = (name: 'setup' | 'remove' | 'codes') => (next: boolean) => setOpen(next ? name : null)
  const { hasPassword, totpSince, passkeys, recoveryCodesLeft } = security
  const hasFactor = totpSince !== null || passkeys.length > 0

  return (
    <SettingsSection title={t`Second factor`} description={t`A password alone then opens nothing.`} flush>
      <ul className="divide-y">
        <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <div>
            <p className="font-medium">
              <Trans>Authenticator app</Trans>
            </p>
            <StatusDot tone={totpSince ? 'ok' : 'off'} className="text-muted-foreground text-xs">
              <span suppressHydrationWarning>{totpSince ? t`On since ${day(totpSince, display)}` : t`Off`}</span>
            </StatusDot>
          </div>
          {totpSince ? (
            <Button size="sm" variant="destructive-quiet" onClick={() => setOpen('remove')}>
              <Trans>Remove app</Trans>
            </Button>
          ) : (
            <Button size="sm" onClick={() => setOpen('setup')}>
              <Trans>Set up</Trans>
            </Button>
          )}
        </li>
        {hasFactor ? (
          <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
            <div>
              <p className="font-medium">
                <Trans>Recovery codes</Trans>
              </p>
              <StatusDot tone={recoveryCodesLeft < 3 ? 'warning' : 'ok'} className="text-muted-foreground text-xs">
                {recoveryCodesLeft === 0 ? t`None left` : t`${recoveryCodesLeft} left`}
              </StatusDot>
            </div>
            <Button size="sm" onClick={() => setOpen('codes')}>
              <Trans>Make new ones</Trans>
            </Button>
          </li>
        ) : null}
      </ul>
      <TotpDialog open={open === 'setup'} onOpenChange={change('setup')} hasPassword={hasPassword} />
      <ProofDialog
        open={open === 'remove'}
        onOpenChange={change('remove')}
        title={t`Remove the authenticator app?`}
        description={passkeys.length > 0 ? t`Your passkeys stay.` : t`Your password alone then signs you in.`}
        hasPassword={hasPassword}
        confirm={t`Remove app`}
        tone="destructive"
        onConfirm={async (proof) => {
          await remove.mutateAsync(proof)
          await queryClient.invalidateQueries(trpc.security.pathFilter())
          toast.success(t`The authenticator app is removed`)
          setOpen(null)
        }}
      />
      <NewCodesDialog open={open === 'codes'} onOpenChange={change('codes')} hasPassword={hasPassword} />
    </SettingsSection>
  )
}

interface NewCodesDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  hasPassword: boolean
}

function NewCodesDialog({ open, onOpenChange, hasPassword }: NewCodesDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const renew = useMutation(trpc.security.renewRecoveryCodes.mutationOptions({ gcTime: 0 }))
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const change = (next: boolean) => {
    if (!next) setCodes(null)
    onOpenChange(next)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent onInteractOutside={(event) => codes && event.preventDefault()}>
        {codes ? (
          <RecoveryCodes codes={codes} />
        ) : (
          <>
            <DialogHeader>
              <DialogTitle>
                <Trans>Make new recovery codes?</Trans>
              </DialogTitle>
              <DialogDescription>
                <Trans>The ones that you have kept stop working.</Trans>
              </DialogDescription>
            </DialogHeader>
            <ProofForm
              hasPassword={hasPassword}
              confirm={t`Make new codes`}
              onConfirm={async (proof) => {
                const { recoveryCodes } = await renew.mutateAsync(proof)
                void queryClient.invalidateQueries(trpc.security.pathFilter())
                setCodes(recoveryCodes)
              }}
            />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}
