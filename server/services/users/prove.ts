import { findLiveSession } from '@/db/queries/sessions'
import { findUser } from '@/db/queries/users'
import { verifyPassword } from '../../auth/password'
import { idleSince } from '../../auth/session-policy'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { requireSession } from '../authorise'
import { countAttempts, forgiveAttempt } from './attempts'

/** Somebody without a password proves themselves by having signed in so recently. */
const FRESH_MS = 10 * 60_000

/**
 * Has the signed-in person prove again that it is them, before what cannot be undone: by their password, or, where they
 * have none, by a session that is minutes old.
 * @throws DomainError `bad_request` at the field `password`, `forbidden` for an old session, `rate_limited`
 */
export async function requireProof(ctx: ServiceContext, password: string | undefined): Promise<void> {
  const { sessionId } = requireSession(ctx)
  const now = ctx.now()
  const { user, found } = await ctx.db.asUser(ctx.userId, async (tx) => ({
    user: await findUser(tx, ctx.userId),
    found: await findLiveSession(tx, ctx.userId, sessionId, { now, idleSince: idleSince(now) }),
  }))
  if (!user || !found) throw new DomainError('unauthenticated', 'Please sign in.')
  if (user.passwordHash === null) {
    if (now.getTime() - found.session.createdAt.getTime() < FRESH_MS) return
    throw new DomainError('forbidden', 'Sign out and in again first: this needs a sign-in of the last ten minutes.')
  }
  const attempt = { kind: 'confirm', subject: ctx.userId } as const
  await countAttempts(ctx, [attempt])
  if (password === undefined || !(await verifyPassword(user.passwordHash, password))) {
    throw new DomainError('bad_request', 'This is not your password.', { fields: { password: 'This is not your password.' } })
  }
  await forgiveAttempt(ctx, attempt)
}
