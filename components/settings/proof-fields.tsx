'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { type Failure, failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { SecretInput } from '../ui/secret-input'

/** What shows again that it is them: the password, and a code of the second factor where one is asked for. */
export interface Proof {
  password?: string
  code?: string
}

export interface ProofState {
  hasPassword: boolean
  password: string
  code: string
  /** The server asked for a second factor. */
  codeWanted: boolean
  faults: Proof
  setPassword(value: string): void
  setCode(value: string): void
  /** What is to be sent; null where something is missing, which is then said at its field. */
  read(): Proof | null
  /** Takes a refusal that belongs to these fields; false: it is somebody else's. */
  refuse(failure: Failure): boolean
}

/** @param hasPassword false for people who only sign in by other ways: the server then wants a fresh sign-in */
export function useProof(hasPassword: boolean): ProofState {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [codeWanted, setCodeWanted] = useState(false)
  const [faults, setFaults] = useState<Proof>({})
  return {
    ...{ hasPassword, password, code, codeWanted, faults, setPassword, setCode },
    read() {
      setFaults({})
      if (hasPassword && password === '') {
        setFaults({ password: /*i18n*/ 'Enter your password.' })
        return null
      }
      return { ...(hasPassword ? { password } : {}), ...(code.trim() === '' ? {} : { code: code.trim() }) }
    },
    refuse({ fields }) {
      const { password: atPassword, code: atCode } = fields
      if (atCode) setCodeWanted(true)
      // The first time it is a question, not a fault.
      setFaults({ ...(atPassword && { password: atPassword }), ...(atCode && codeWanted && { code: atCode }) })
      return Boolean(atPassword || atCode)
    },
  }
}

/** Asks for the password before what can't be undone; for a code of the second factor once the server wants one. */
export function ProofFields({ proof }: { proof: ProofState }) {
  const { t } = useLingui()
  const { hasPassword, password, code, codeWanted, faults, setPassword, setCode } = proof
  return (
    <>
      {hasPassword ? (
        <Field label={t`Your password`} error={faults.password}>
          {(control) => (
            <SecretInput
              {...control}
              what={t`password`}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {codeWanted ? <CodeField code={code} onChange={setCode} fault={faults.code} /> : null}
    </>
  )
}

interface CodeFieldProps {
  code: string
  onChange: (code: string) => void
  fault: string | undefined
}

/** Asks for a code of the second factor, or for a passkey, which then sends the form that this stands in. */
export function CodeField({ code, onChange, fault }: CodeFieldProps) {
  const { t } = useLingui()
  return (
    <div className="flex flex-col gap-2">
      <Field label={t`Code`} help={t`Of your authenticator app, or a recovery code.`} error={fault}>
        {(control) => (
          <Input
            {...control}
            // It came in answer to what the person just did, and is what is to be done next.
            autoFocus
            value={code}
            onChange={(event) => onChange(event.target.value)}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            className="figures font-mono tracking-widest"
          />
        )}
      </Field>
      <PasskeyInstead />
    </div>
  )
}

/** Gives the second factor by a passkey, where the person has one, and then sends the form that it stands in. */
function PasskeyInstead() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: security } = useQuery(trpc.security.get.queryOptions())
  const start = useMutation(trpc.security.startPasskeyProof.mutationOptions())
  const prove = useMutation(trpc.security.proveByPasskey.mutationOptions())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  if (!security || security.passkeys.length === 0) return null

  async function onClick(form: HTMLFormElement | null) {
    setBusy(true)
    setProblem(null)
    try {
      const { startAuthentication } = await import('@simplewebauthn/browser')
      const response = await startAuthentication({ optionsJSON: await start.mutateAsync() })
      await prove.mutateAsync({ response: { ...response, clientExtensionResults: {} } })
      form?.requestSubmit()
    } catch (error) {
      // Closing the browser's own dialog is no failure.
      if (!(error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError'))) {
        setProblem(error instanceof DOMException ? t`This device could not use a passkey here.` : failureOf(error).message)
      }
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button loading={busy} onClick={(event) => void onClick(event.currentTarget.form)} className="self-start">
        {busy ? null : <KeyRound aria-hidden />}
        <Trans>Use a passkey instead</Trans>
      </Button>
      {problem ? (
        <p role="alert" className="text-destructive text-xs">
          {problem}
        </p>
      ) : null}
    </>
  )
}
