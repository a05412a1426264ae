import { type ChallengePurpose, findChallengeOwner, insertChallenge, takeChallenge } from '@/db/queries/challenges'
import { findUser } from '@/db/queries/users'
import { placesOf } from '@/server/auth/addresses'
import { hashCode, newCode } from '../../auth/codes'
import { SECOND_STEP_MS, type Visitor } from '../../auth/session-policy'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { PROVIDERS, type Provider } from '../../schemas/security'
import { recordAudit } from '../audit/record'
import { checkSecondFactor } from '../second-factor/check'
import { openSession, type SignedIn } from '../sessions/open'
import { countAttempts, forgiveAttempt } from '../users/attempts'

const PURPOSES = {
  github: 'second_step_github',
  google: 'second_step_google',
  oidc: 'second_step_oidc',
} as const satisfies Record<Provider, ChallengePurpose>

/** A ticket for somebody whom a provider vouched for and who is still to give a second factor; only its hash is kept. */
export async function askSecondStep(ctx: Visitor, userId: string, provider: Provider): Promise<string> {
  const ticket = newCode()
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + SECOND_STEP_MS)
  const entry = { purpose: PURPOSES[provider], challenge: hashCode(ticket), expiresAt, now }
  await ctx.db.asUser(userId, (tx) => insertChallenge(tx, userId, entry))
  return ticket
}

/**
 * Signs in whom a provider vouched for, by a code of their authenticator app or a recovery code.
 * @throws DomainError `unauthenticated` at the field `code`, `conflict` for a ticket that is over, `rate_limited`
 */
export async function finishSecondStep(ctx: Visitor, ticket: string, code: string): Promise<SignedIn> {
  const now = ctx.now()
  const address = ctx.ipAddress ?? 'unknown'
  const place = { kind: 'sign_in_address', subject: address } as const
  const found = await ctx.db.asSystem(async (tx) => {
    const owner = await findChallengeOwner(tx, Object.values(PURPOSES), hashCode(ticket), now)
    const user = owner && (await findUser(tx, owner.userId))
    return owner && user && user.disabledAt === null ? owner : null
  })
  const pair = { kind: 'sign_in_pair', subject: `${found?.userId ?? ''} ${placesOf(address)[0].name}` } as const
  // From wherever the guesses come, and however often a provider says yes in between.
  const person = { kind: 'second_step_person', subject: found?.userId ?? '' } as const
  await countAttempts(ctx, found ? [pair, place, person] : [place])
  if (!found) throw over()
  const { userId } = found
  if (!(await checkSecondFactor(ctx, userId, code))) {
    const visitor = { kind: 'visitor', ipAddress: ctx.ipAddress, userAgent: ctx.userAgent } as const
    await ctx.db.asUser(userId, (tx) => recordAudit(tx, userId, visitor, now, 'sign_in_failed', { wrong: 'second factor' }))
    const message = sentence`This code is wrong or was used already.`
    throw new DomainError('unauthenticated', message, { fields: { code: message } })
  }
  const provider = PROVIDERS.find((known) => PURPOSES[known] === found.purpose)
  if (!provider) throw over()
  // Good once, also where two come at the same time.
  const taken = await ctx.db.asUser(userId, (tx) => takeChallenge(tx, userId, PURPOSES[provider], now))
  if (taken === null) throw over()
  await forgiveAttempt(ctx, pair, place, person)
  return openSession(ctx, userId, `${provider} and code`, 2)
}

function over(): DomainError {
  return new DomainError('conflict', sentence`That took too long. Sign in again.`)
}
