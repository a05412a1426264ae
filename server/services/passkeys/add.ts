import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type VerifiedRegistrationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { uniqueViolation } from '@/db/errors'
import { insertChallenge, takeChallenge } from '@/db/queries/challenges'
import { countRecoveryCodes, insertPasskey, listPasskeys } from '@/db/queries/second-factor'
import { noteSecondFactor } from '@/db/queries/sessions'
import { findUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import type { PasskeyView } from '../../domain/views'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { AddPasskeyInput, ProofInput } from '../../schemas/security'
import { recordAudit } from '../audit/record'
import { personOf, requireSession } from '../authorise'
import { makeRecoveryCodes } from '../second-factor/totp'
import { requireProvenAddress } from '../users/address'
import { requireProof } from '../users/prove'
import type { PasskeySite } from './site'
import { passkeyView } from './view'

/** How long a person may take with their device. */
export const CHALLENGE_MS = 5 * 60_000
const MAX_PASSKEYS = 20

/** What the browser is to ask a device for. The device must check who holds it (fingerprint, PIN): that makes two factors. */
export async function startPasskey(
  ctx: ServiceContext,
  input: ProofInput,
  site: PasskeySite,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  await requireProof(ctx, input)
  await requireProvenAddress(ctx)
  const { user, passkeys } = await ctx.db.asUser(personOf(ctx), async (tx) => ({
    user: await findUser(tx, personOf(ctx)),
    passkeys: await listPasskeys(tx, personOf(ctx)),
  }))
  if (passkeys.length >= MAX_PASSKEYS)
    throw new DomainError('conflict', sentence`You have ${MAX_PASSKEYS} passkeys. Remove one first.`)
  const options = await generateRegistrationOptions({
    rpName: 'Ballast',
    rpID: site.host,
    userName: user?.email ?? '',
    userDisplayName: user?.name ?? user?.email ?? '',
    userID: Uint8Array.from(Buffer.from(personOf(ctx).replaceAll('-', ''), 'hex')),
    attestationType: 'none',
    timeout: CHALLENGE_MS,
    excludeCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + CHALLENGE_MS)
  const { challenge } = options
  await ctx.db.asUser(personOf(ctx), (tx) =>
    insertChallenge(tx, personOf(ctx), { purpose: 'add_passkey', challenge, expiresAt, now }),
  )
  return options
}

/**
 * Stores the passkey that a device made. From then on a password alone does not sign the user in.
 * @returns recovery codes too, shown this once, where the user has none
 * @throws DomainError `bad_request` where the answer is not right or too late, `conflict` for one that is known
 */
export async function addPasskey(
  ctx: ServiceContext,
  input: AddPasskeyInput,
  site: PasskeySite,
): Promise<{ passkey: PasskeyView; recoveryCodes: string[] }> {
  const { sessionId } = requireSession(ctx)
  const now = ctx.now()
  const challenge = await ctx.db.asUser(personOf(ctx), (tx) => takeChallenge(tx, personOf(ctx), 'add_passkey', now))
  const made = challenge === null ? null : await verified(input, challenge, site)
  if (!made?.verified) throw new DomainError('bad_request', sentence`The passkey could not be confirmed. Please try again.`)
  const { credential, credentialBackedUp } = made.registrationInfo
  try {
    return await ctx.db.asUser(personOf(ctx), async (tx) => {
      const row = await insertPasskey(tx, personOf(ctx), {
        name: input.name,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: input.response.response.transports,
        backedUp: credentialBackedUp,
        createdAt: now,
      })
      await noteSecondFactor(tx, personOf(ctx), sessionId, now)
      await recordAudit(tx, personOf(ctx), ctx.actor, now, 'passkey_added', { passkey: row.id, name: row.name })
      const recoveryCodes = (await countRecoveryCodes(tx, personOf(ctx))) > 0 ? [] : await makeRecoveryCodes(tx, ctx)
      return { passkey: passkeyView(row), recoveryCodes }
    })
  } catch (error) {
    if (uniqueViolation(error) === 'passkeys_credential')
      throw new DomainError('conflict', sentence`This passkey is known already.`)
    throw error
  }
}

/** The library throws for whatever does not fit; all of it means that the answer is not right. */
async function verified(
  input: AddPasskeyInput,
  expectedChallenge: string,
  site: PasskeySite,
): Promise<VerifiedRegistrationResponse | null> {
  return verifyRegistrationResponse({
    response: input.response,
    expectedChallenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
  }).catch(() => null)
}
