'use client'
import { useSyncExternalStore } from 'react'
import { Notice } from '../ui/notice'
import { SignUpForm } from './sign-up-form'

interface SignUpDoorProps {
  registration: 'open' | 'invite' | 'closed'
  returnTo: string
}

/** The code of an invitation stands behind the `#` of its link, where no server and no log sees it. */
const codeHere = () => new URLSearchParams(window.location.hash.slice(1)).get('invitation') ?? ''

function onHash(told: () => void): () => void {
  window.addEventListener('hashchange', told)
  return () => window.removeEventListener('hashchange', told)
}

/** The form for whoever may sign up; for others, why not. */
export function SignUpDoor({ registration, returnTo }: SignUpDoorProps) {
  const code = useSyncExternalStore(onHash, codeHere, () => '')
  const invitation = code === '' ? null : code
  if (registration === 'open' || invitation !== null) return <SignUpForm returnTo={returnTo} invitation={invitation} />
  return registration === 'closed' ? (
    <Notice title="Nobody can sign up here">Ask whoever runs this server.</Notice>
  ) : (
    <Notice title="You need an invitation">Ask whoever runs this server for a link, and open that.</Notice>
  )
}
