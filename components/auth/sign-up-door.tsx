'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSyncExternalStore } from 'react'
import { Notice } from '../ui/notice'
import { SignUpForm } from './sign-up-form'

interface SignUpDoorProps {
  registration: 'open' | 'invite' | 'closed'
  /** Nobody administers yet: the code that the start printed is asked for. */
  needsSetup: boolean
  returnTo: string
}

/** Codes stand behind the `#` of a link, where no server and no log sees them. */
const hashHere = () => window.location.hash

function onHash(told: () => void): () => void {
  window.addEventListener('hashchange', told)
  return () => window.removeEventListener('hashchange', told)
}

/** The form for whoever may sign up; for others, why not. */
export function SignUpDoor({ registration, needsSetup, returnTo }: SignUpDoorProps) {
  const { t } = useLingui()
  const codes = new URLSearchParams(useSyncExternalStore(onHash, hashHere, () => '').slice(1))
  const invitation = codes.get('invitation') || null
  const setup = codes.get('setup') ?? ''
  if (needsSetup) return <SignUpForm returnTo={returnTo} invitation={null} setup={setup} />
  if (registration === 'open' || invitation !== null) return <SignUpForm returnTo={returnTo} invitation={invitation} />
  return registration === 'closed' ? (
    <Notice title={t`Nobody can sign up here`}>
      <Trans>Ask whoever runs this server.</Trans>
    </Notice>
  ) : (
    <Notice title={t`You need an invitation`}>
      <Trans>Ask whoever runs this server for a link, and open that.</Trans>
    </Notice>
  )
}
