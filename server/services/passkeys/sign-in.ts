import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { insertChallenge, takeChallenge } from '@/db/queries/challenges'
import { findPasskey, touchPasskey } from '@/db/queries/second-factor'
import { findUser } from '@/db/queries/users'
import type { Visitor } from '../../auth/session-policy'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { PasskeySignInInput } from '../../schemas/security'
import { openSession, type SignedIn } from '../sessions/open'
import { countAttempts, forgiveAttempt } from '../users/attempts'
import { CHALLENGE_MS } from './add'
import { assertedCounter } from './assertion'
import type { PasskeySite } from './site'

/** What the browser is to ask a device to sign; nobody is named, the device knows who it is for. */
export async function startPasskeySignIn(
  ctx: Visitor,
  site: PasskeySite,
): Promise<{ challengeId: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  await countAttempts(ctx, [{ kind: 'challenge_address', subject: ctx.ipAddress ?? 'unknown' }])
  const options = await generateAuthenticationOptions({ rpID: site.host, userVerification: 'required', timeout: CHALLENGE_MS })
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + CHALLENGE_MS)
  const { challenge } = options
  const challengeId = await ctx.db.asSystem((tx) => insertChallenge(tx, null, { purpose: 'sign_in', challenge, expiresAt, now }))
  return { challengeId, options }
}

/**
 * Signs somebody in by a passkey alone: it is something they have, opened by something they are or know.
 * @throws DomainError `unauthenticated`, `rate_limited`
 */
export async function signInByPasskey(ctx: Visitor, input: PasskeySignInInput, site: PasskeySite): Promise<SignedIn> {
  const place = { kind: 'sign_in_address', subject: ctx.ipAddress ?? 'unknown' } as const
  await countAttempts(ctx, [place])
  const now = ctx.now()
  const { challenge, passkey, user } = await ctx.db.asSystem(async (tx) => {
    const known = await findPasskey(tx, input.response.id)
    return {
      challenge: await takeChallenge(tx, null, 'sign_in', now, input.challengeId),
      passkey: known,
      user: known && (await findUser(tx, known.userId)),
    }
  })
  if (challenge === null || !passkey || !user || user.disabledAt !== null) throw notConfirmed()
  const newCounter = await assertedCounter(input.response, challenge, passkey, site)
  if (newCounter === null) throw notConfirmed()
  await ctx.db.asUser(user.id, (tx) => touchPasskey(tx, user.id, passkey.id, newCounter, now))
  await forgiveAttempt(ctx, place)
  return openSession(ctx, user.id, 'passkey', 2)
}

function notConfirmed(): DomainError {
  return new DomainError('unauthenticated', sentence`The passkey could not be confirmed. Please try again.`)
}
