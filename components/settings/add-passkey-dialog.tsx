'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { startRegistration } from '@simplewebauthn/browser'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addPasskeySchema } from '@/server/schemas/security'
import { useTRPC } from '../trpc-provider'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { toast } from '../ui/toast'
import { deviceName } from './device-name'
import { type Proof, ProofForm } from './proof-dialog'
import { RecoveryCodes } from './recovery-codes'

interface AddPasskeyDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  hasPassword: boolean
}

/** Makes a passkey on this device, or on one that the browser reaches; shows recovery codes with the first. */
export function AddPasskeyDialog({ open, onOpenChange, hasPassword }: AddPasskeyDialogProps) {
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
                <Trans>Add a passkey</Trans>
              </DialogTitle>
              <DialogDescription>
                <Trans>Your browser asks next where to keep it.</Trans>
              </DialogDescription>
            </DialogHeader>
            <AddPasskeyForm
              hasPassword={hasPassword}
              onAdded={(recoveryCodes) => (recoveryCodes.length > 0 ? setCodes(recoveryCodes) : change(false))}
            />
          </>
        )}
      </DialogContent>
    </Dialog>
  )
}

interface AddPasskeyFormProps {
  hasPassword: boolean
  onAdded: (recoveryCodes: readonly string[]) => void
}

function AddPasskeyForm({ hasPassword, onAdded }: AddPasskeyFormProps) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const start = useMutation(trpc.security.startPasskey.mutationOptions())
  const add = useMutation(trpc.security.addPasskey.mutationOptions({ gcTime: 0 }))
  const [name, setName] = useState(() => deviceName(navigator.userAgent, i18n).name)
  const [fault, setFault] = useState<string | null>(null)

  async function onConfirm(proof: Proof) {
    const named = addPasskeySchema.shape.name.safeParse(name)
    setFault(named.error?.issues[0]?.message ?? null)
    if (!named.success) return
    const optionsJSON = await start.mutateAsync(proof)
    let response: Awaited<ReturnType<typeof startRegistration>>
    try {
      response = await startRegistration({ optionsJSON })
    } catch (error) {
      // Closing the browser's own dialog is no failure.
      if (error instanceof Error && error.name !== 'NotAllowedError') setFault(t`This device could not make a passkey here.`)
      return
    }
    const clientExtensionResults = { ...response.clientExtensionResults }
    const { passkey, recoveryCodes } = await add.mutateAsync({
      name: named.data,
      response: { ...response, clientExtensionResults },
    })
    void queryClient.invalidateQueries(trpc.security.pathFilter())
    toast.success(t`${passkey.name} can sign in now`)
    onAdded(recoveryCodes)
  }

  return (
    <ProofForm hasPassword={hasPassword} confirm={t`Continue`} onConfirm={onConfirm}>
      <Field label={t`Name`} help={t`So that you know it again.`} error={fault}>
        {(control) => (
          <Input {...control} value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" maxLength={64} />
        )}
      </Field>
    </ProofForm>
  )
}
