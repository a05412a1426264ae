import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { insertChallenge, takeChallenge } from '@/db/queries/challenges'
import { listPasskeys, touchPasskey } from '@/db/queries/second-factor'
import { noteSecondFactor } from '@/db/queries/sessions'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { ProvePasskeyInput } from '../../schemas/security'
import { personOf, requireSession } from '../authorise'
import { countAttempts } from '../users/attempts'
import { CHALLENGE_MS } from './add'
import { assertedCounter } from './assertion'
import type { PasskeySite } from './site'

/** What the browser is to ask one of the signed-in person's own devices to sign. @throws DomainError `conflict` without any */
export async function startPasskeyProof(ctx: ServiceContext, site: PasskeySite): Promise<PublicKeyCredentialRequestOptionsJSON> {
  requireSession(ctx)
  await countAttempts(ctx, [{ kind: 'prove_passkey', subject: personOf(ctx) }])
  const passkeys = await ctx.db.asUser(personOf(ctx), (tx) => listPasskeys(tx, personOf(ctx)))
  if (passkeys.length === 0) throw new DomainError('conflict', sentence`You have no passkey.`)
  const options = await generateAuthenticationOptions({
    rpID: site.host,
    userVerification: 'required',
    timeout: CHALLENGE_MS,
    allowCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
  })
  const now = ctx.now()
  const entry = {
    purpose: 'prove',
    challenge: options.challenge,
    expiresAt: new Date(now.getTime() + CHALLENGE_MS),
    now,
  } as const
  await ctx.db.asUser(personOf(ctx), (tx) => insertChallenge(tx, personOf(ctx), entry))
  return options
}

/** Takes a passkey's answer as the session's second factor, for minutes (`requireProof`). @throws DomainError `bad_request` */
export async function proveByPasskey(
  ctx: ServiceContext,
  input: ProvePasskeyInput,
  site: PasskeySite,
): Promise<{ proven: true }> {
  const { sessionId } = requireSession(ctx)
  const now = ctx.now()
  const { challenge, passkey } = await ctx.db.asUser(personOf(ctx), async (tx) => ({
    challenge: await takeChallenge(tx, personOf(ctx), 'prove', now),
    passkey: (await listPasskeys(tx, personOf(ctx))).find(({ credentialId }) => credentialId === input.response.id),
  }))
  const counter = challenge === null || !passkey ? null : await assertedCounter(input.response, challenge, passkey, site)
  if (counter === null || !passkey)
    throw new DomainError('bad_request', sentence`The passkey could not be confirmed. Please try again.`)
  await ctx.db.asUser(personOf(ctx), async (tx) => {
    await touchPasskey(tx, personOf(ctx), passkey.id, counter, now)
    await noteSecondFactor(tx, personOf(ctx), sessionId, now)
  })
  return { proven: true }
}
