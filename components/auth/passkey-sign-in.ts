import { msg } from '@lingui/core/macro'
import { startAuthentication } from '@simplewebauthn/browser'
import { sentence } from '../language/said'
import { makeClient } from '../trpc-client'
import { failureOf } from '../ui/failure'
import { signInHere } from './sign-in'
import type { SignInOutcome } from './sign-in-outcome'

/** Asks the server for a question, the device for its answer, and signs in with it. Null where the device's own dialog was closed. */
export async function signInByPasskey(): Promise<SignInOutcome | null> {
  try {
    const { challengeId, options } = await makeClient(null).security.startPasskeySignIn.mutate()
    const response = await startAuthentication({ optionsJSON: options })
    return await signInHere('passkey', { challengeId, response: JSON.stringify(response) })
  } catch (error) {
    // Closing the browser's own dialog is no failure.
    if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) return null
    const message =
      error instanceof DOMException ? msg`This device could not use a passkey here.` : sentence(failureOf(error).message)
    return { kind: 'refused', message }
  }
}
