'use client'
import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser'
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { signIn } from 'next-auth/react'
import { useState, useSyncExternalStore } from 'react'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { outcomeOf } from './sign-in-outcome'

interface PasskeyButtonProps {
  onDone: () => void
  onRefused: (message: string) => void
}

const never = () => () => {}

/** Signs in by a passkey alone; not there in browsers that know none. */
export function PasskeyButton({ onDone, onRefused }: PasskeyButtonProps) {
  const trpc = useTRPC()
  const start = useMutation(trpc.security.startPasskeySignIn.mutationOptions())
  const [busy, setBusy] = useState(false)
  const supported = useSyncExternalStore(never, browserSupportsWebAuthn, () => true)
  if (!supported) return null

  async function onClick() {
    setBusy(true)
    try {
      const { challengeId, options } = await start.mutateAsync()
      const response = await startAuthentication({ optionsJSON: options })
      const answer = await signIn('passkey', { challengeId, response: JSON.stringify(response), redirect: false })
      const outcome = outcomeOf(answer)
      if (outcome.kind === 'done') return onDone()
      if (outcome.kind === 'refused') onRefused(outcome.message)
    } catch (error) {
      // Closing the browser's own dialog is no failure.
      if (!(error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError'))) {
        onRefused(error instanceof DOMException ? 'This device could not use a passkey here.' : failureOf(error).message)
      }
    } finally {
      setBusy(false)
    }
  }

  return (
    <Button size="lg" loading={busy} onClick={onClick}>
      {busy ? null : <KeyRound aria-hidden />}
      Sign in with a passkey
    </Button>
  )
}
