import { findLiveSession, noteSecondFactor } from '@/db/queries/sessions'
import { findUser } from '@/db/queries/users'
import { verifyPassword } from '../../auth/password'
import { idleSince } from '../../auth/session-policy'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { type Sentence, sentence } from '../../language/sentence'
import type { ProofInput } from '../../schemas/security'
import { personOf, requireSession } from '../authorise'
import { checkSecondFactor, needsSecondFactor } from '../second-factor/check'
import { countAttempts, forgiveAttempt } from './attempts'

/** Somebody without a password proves themselves by having signed in so recently; a second factor counts as long. */
const FRESH_MS = 10 * 60_000

const CODE_WANTED = sentence`Enter the code of your authenticator app, or a recovery code.`
const CODE_WRONG = sentence`This code is wrong or was used already.`

/** What is asked for: `full` before ways to sign in, keys to the data and the data itself change hands, else the password. */
export type ProofStrength = 'full' | 'password'

/**
 * Has the signed-in person prove again that it is them, before what cannot be undone: by their password, or, where they
 * have none, by a session that is minutes old; and, where they have a second factor, by that too, unless it was given in
 * this session minutes ago (`proveByPasskey` is a way to give it). A limit on guesses is forgiven by the whole proof only.
 * @throws DomainError `bad_request` at the field `password` or `code`, `forbidden` for an old session, `rate_limited`
 */
export async function requireProof(ctx: ServiceContext, proof: ProofInput, strength: ProofStrength = 'full'): Promise<void> {
  const { sessionId } = requireSession(ctx)
  const now = ctx.now()
  const { user, found } = await ctx.db.asUser(personOf(ctx), async (tx) => ({
    user: await findUser(tx, personOf(ctx)),
    found: await findLiveSession(tx, personOf(ctx), sessionId, { now, idleSince: idleSince(now) }),
  }))
  if (!user || !found) throw new DomainError('unauthenticated', sentence`Please sign in.`)
  const isFresh = (at: Date | null) => at !== null && now.getTime() - at.getTime() < FRESH_MS
  const attempt = { kind: 'confirm', subject: personOf(ctx) } as const
  await countAttempts(ctx, [attempt])
  if (user.passwordHash === null) {
    // A passkey given minutes ago is more than the sign-in at a provider was.
    if (!isFresh(found.session.createdAt) && !isFresh(found.session.secondFactorAt)) {
      throw new DomainError('forbidden', sentence`Sign out and in again first: this needs a sign-in of the last ten minutes.`)
    }
  } else if (proof.password === undefined || !(await verifyPassword(user.passwordHash, proof.password))) {
    throw wrongAt('password', sentence`This is not your password.`)
  }
  if (strength === 'full' && !isFresh(found.session.secondFactorAt) && (await needsSecondFactor(ctx, personOf(ctx)))) {
    await proveByCode(ctx, sessionId, proof.code)
  }
  await forgiveAttempt(ctx, attempt)
}

async function proveByCode(ctx: ServiceContext, sessionId: string, code: string | undefined): Promise<void> {
  if (!code) throw wrongAt('code', CODE_WANTED)
  const { ipAddress, userAgent } = requireSession(ctx)
  if (!(await checkSecondFactor({ ...ctx, ipAddress, userAgent }, personOf(ctx), code))) throw wrongAt('code', CODE_WRONG)
  await ctx.db.asUser(personOf(ctx), (tx) => noteSecondFactor(tx, personOf(ctx), sessionId, ctx.now()))
}

function wrongAt(field: 'password' | 'code', message: Sentence): DomainError {
  return new DomainError('bad_request', message, { fields: { [field]: message } })
}
