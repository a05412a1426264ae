'use client'
import type { MessageDescriptor } from '@lingui/core'
import { Trans } from '@lingui/react/macro'
import { KeyRound } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { Button } from '../ui/button'
import { outcomeOf } from './sign-in-outcome'

interface PasskeyButtonProps {
  onDone: () => void
  onRefused: (message: MessageDescriptor) => void
}

const never = () => () => {}
const knowsPasskeys = () => typeof globalThis.PublicKeyCredential === 'function'

/** Signs in by a passkey alone, which is fetched when it is asked for; not there in browsers that know none. */
export function PasskeyButton({ onDone, onRefused }: PasskeyButtonProps) {
  const [busy, setBusy] = useState(false)
  const supported = useSyncExternalStore(never, knowsPasskeys, () => true)
  if (!supported) return null

  async function onClick() {
    setBusy(true)
    try {
      const outcome = await import('./passkey-sign-in').then((file) => file.signInByPasskey())
      if (outcome?.kind === 'done') return onDone()
      if (outcome?.kind === 'refused') onRefused(outcome.message)
    } catch {
      const unanswered = outcomeOf(undefined)
      if (unanswered.kind === 'refused') onRefused(unanswered.message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Button size="lg" loading={busy} onClick={() => void onClick()}>
      {busy ? null : <KeyRound aria-hidden />}
      <Trans>Sign in with a passkey</Trans>
    </Button>
  )
}
