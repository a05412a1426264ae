'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { totpCodeSchema } from '@/server/schemas/security'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { CopyLine } from '../ui/copy-line'
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { ProofForm } from './proof-dialog'
import { RecoveryCodes } from './recovery-codes'

interface Proposal {
  secret: string
  qrCode: string
}

type Step = { at: 'proof' } | { at: 'scan'; proposal: Proposal } | { at: 'codes'; codes: readonly string[] }

interface TotpDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  hasPassword: boolean
}

/** Sets up an authenticator app: password, picture to scan and first code, recovery codes. */
export function TotpDialog({ open, onOpenChange, hasPassword }: TotpDialogProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const start = useMutation(trpc.security.startTotp.mutationOptions({ gcTime: 0 }))
  const [step, setStep] = useState<Step>({ at: 'proof' })
  const change = (next: boolean) => {
    if (!next) setStep({ at: 'proof' })
    onOpenChange(next)
  }
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent onInteractOutside={(event) => step.at !== 'proof' && event.preventDefault()}>
        {step.at === 'proof' ? (
          <>
            <DialogHeader>
              <DialogTitle>
                <Trans>Set up an authenticator app</Trans>
              </DialogTitle>
              <DialogDescription>
                <Trans>From then on signing in asks for a code of the app too.</Trans>
              </DialogDescription>
            </DialogHeader>
            <ProofForm
              hasPassword={hasPassword}
              confirm={t`Continue`}
              onConfirm={async (proof) => setStep({ at: 'scan', proposal: await start.mutateAsync(proof) })}
            />
          </>
        ) : null}
        {step.at === 'scan' ? <Scan proposal={step.proposal} onConfirmed={(codes) => setStep({ at: 'codes', codes })} /> : null}
        {step.at === 'codes' ? <RecoveryCodes codes={step.codes} /> : null}
      </DialogContent>
    </Dialog>
  )
}

function Scan({ proposal, onConfirmed }: { proposal: Proposal; onConfirmed: (codes: readonly string[]) => void }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const confirm = useMutation(trpc.security.confirmTotp.mutationOptions({ gcTime: 0 }))
  const form = useForm({ resolver: zodResolver(totpCodeSchema), defaultValues: { code: '' } })
  const { errors, isSubmitting } = form.formState
  const { setFocus } = form
  useEffect(() => setFocus('code'), [setFocus])

  const onSubmit = form.handleSubmit(async ({ code }) => {
    try {
      const { recoveryCodes } = await confirm.mutateAsync({ code })
      void queryClient.invalidateQueries(trpc.security.pathFilter())
      onConfirmed(recoveryCodes)
    } catch (error) {
      const failure = failureOf(error)
      form.setError('code', { message: failure.fields.code ?? failure.message }, { shouldFocus: true })
    }
  })

  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogHeader>
        <DialogTitle>
          <Trans>Scan this with the app</Trans>
        </DialogTitle>
        <DialogDescription>
          <Trans>Then enter the six digits that it shows.</Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        {/* biome-ignore lint/performance/noImgElement: a data address, nothing to optimise. */}
        <img
          src={proposal.qrCode}
          alt={t`QR code for an authenticator app; the key below says the same`}
          width={176}
          height={176}
          className="self-center rounded-md border bg-white p-1.5"
        />
        <CopyLine value={proposal.secret} what={t`key`} testId="totp-secret" />
        <Field label={t`Code`} error={errors.code?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('code')}
              autoComplete="one-time-code"
              inputMode="numeric"
              className="figures font-mono tracking-widest"
            />
          )}
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={isSubmitting}>
          <Trans>Confirm</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}
