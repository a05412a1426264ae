'use client'
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
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const display = useDisplay()
  const remove = useMutation(trpc.security.removeTotp.mutationOptions())
  const [open, setOpen] = useState<'setup' | 'remove' | 'codes' | null>(null)
  const change = (name: 'setup' | 'remove' | 'codes') => (next: boolean) => setOpen(next ? name : null)
  const { hasPassword, totpSince, passkeys, recoveryCodesLeft } = security
  const hasFactor = totpSince !== null || passkeys.length > 0

  return (
    <SettingsSection title="Second factor" description="A password alone then opens nothing." flush>
      <ul className="divide-y">
        <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
          <div>
            <p className="font-medium">Authenticator app</p>
            <StatusDot tone={totpSince ? 'ok' : 'off'} className="text-muted-foreground text-xs">
              <span suppressHydrationWarning>{totpSince ? `On since ${day(totpSince, display)}` : 'Off'}</span>
            </StatusDot>
          </div>
          {totpSince ? (
            <Button size="sm" variant="destructive-quiet" onClick={() => setOpen('remove')}>
              Remove app
            </Button>
          ) : (
            <Button size="sm" onClick={() => setOpen('setup')}>
              Set up
            </Button>
          )}
        </li>
        {hasFactor ? (
          <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
            <div>
              <p className="font-medium">Recovery codes</p>
              <StatusDot tone={recoveryCodesLeft < 3 ? 'warning' : 'ok'} className="text-muted-foreground text-xs">
                {recoveryCodesLeft === 0 ? 'None left' : `${recoveryCodesLeft} left`}
              </StatusDot>
            </div>
            <Button size="sm" onClick={() => setOpen('codes')}>
              Make new ones
            </Button>
          </li>
        ) : null}
      </ul>
      <TotpDialog open={open === 'setup'} onOpenChange={change('setup')} hasPassword={hasPassword} />
      <ProofDialog
        open={open === 'remove'}
        onOpenChange={change('remove')}
        title="Remove the authenticator app?"
        description={passkeys.length > 0 ? 'Your passkeys stay.' : 'Your password alone then signs you in.'}
        hasPassword={hasPassword}
        confirm="Remove app"
        tone="destructive"
        onConfirm={async (proof) => {
          await remove.mutateAsync(proof)
          await queryClient.invalidateQueries(trpc.security.pathFilter())
          toast.success('The authenticator app is removed')
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
              <DialogTitle>Make new recovery codes?</DialogTitle>
              <DialogDescription>The ones that you have kept stop working.</DialogDescription>
            </DialogHeader>
            <ProofForm
              hasPassword={hasPassword}
              confirm="Make new codes"
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
