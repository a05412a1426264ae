import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { PasskeyRow } from '@/db/queries/second-factor'
import type { PasskeySignInInput } from '../../schemas/security'
import type { PasskeySite } from './site'

/** The counter that a device answers with where it signed this challenge with this passkey, its holder checked; else null. */
export async function assertedCounter(
  response: PasskeySignInInput['response'],
  expectedChallenge: string,
  passkey: PasskeyRow,
  site: PasskeySite,
): Promise<number | null> {
  // The library throws for whatever does not fit; all of it means that the answer is not right.
  const outcome = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
    },
  }).catch(() => null)
  return outcome?.verified ? outcome.authenticationInfo.newCounter : null
}
