import { isKnownAddress } from '@/db/queries/sessions'
import { findUserByEmail, type UserRow } from '@/db/queries/users'
import { placesOf } from '../../auth/addresses'
import { evenTime } from '../../auth/even-time'
import { verifyPassword } from '../../auth/password'
import type { Visitor } from '../../auth/session-policy'
import { describeCause } from '../../cause'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { SignInInput } from '../../schemas/users'
import { recordAudit } from '../audit/record'
import { checkSecondFactor, needsSecondFactor } from '../second-factor/check'
import { openSession, type SignedIn } from '../sessions/open'
import { type Attempt, countAttempts, forgiveAttempt } from './attempts'

export type SignInOutcome = ({ kind: 'signed_in' } & SignedIn) | { kind: 'second_factor' }

/** Longer than looking up and hashing takes. */
const REFUSAL_AFTER_MS = 250
const KNOWN_FOR_MS = 90 * 86_400_000

/**
 * Signs somebody in by e-mail, password and, where they have one, second factor. An unknown address, a wrong password, a
 * disabled user and a person without a password get the same words after the same time.
 * @throws DomainError `unauthenticated`, or `rate_limited` with the seconds to wait
 */
export async function authenticate(ctx: Visitor, input: SignInInput): Promise<SignInOutcome> {
  const address = ctx.ipAddress ?? 'unknown'
  const user = await ctx.db.asSystem((tx) => findUserByEmail(tx, input.email))
  const pair: Attempt = { kind: 'sign_in_pair', subject: `${input.email} ${placesOf(address)[0].name}` }
  const place: Attempt = { kind: 'sign_in_address', subject: address }
  const person: Attempt[] = (await isKnown(ctx, user)) ? [] : [{ kind: 'sign_in_person', subject: input.email }]
  await countAttempts(ctx, [pair, place, ...person])

  const proven = await evenTimeIfRefused(async () => {
    const fits = await verifyPassword(user?.passwordHash ?? null, input.password)
    return fits && user && user.disabledAt === null ? user : null
  })
  if (!proven) {
    if (user) void noteFailure(ctx, user.id, 'password')
    throw wrong()
  }
  const second = await needsSecondFactor(ctx, proven.id)
  if (second) {
    if (!input.code) {
      // The password was right, which takes back this one try at the address, that others share. What counts against the
      // person stays until the code is right too: it is what guessing codes is held by.
      await forgiveAttempt(ctx, place)
      return { kind: 'second_factor' }
    }
    if (!(await checkSecondFactor(ctx, proven.id, input.code))) {
      void noteFailure(ctx, proven.id, 'second factor')
      throw new DomainError('unauthenticated', sentence`This code is wrong or was used already.`, {
        fields: { code: sentence`This code is wrong or was used already.` },
      })
    }
  }
  await forgiveAttempt(ctx, pair, place, ...person)
  const session = second ? openSession(ctx, proven.id, 'password and code', 2) : openSession(ctx, proven.id, 'password', 1)
  return { kind: 'signed_in', ...(await session) }
}

/** Refusals take the same time, whyever; a success may be as quick as it is. */
async function evenTimeIfRefused(work: () => Promise<UserRow | null>): Promise<UserRow | null> {
  const started = performance.now()
  const user = await work()
  return user ?? evenTime(REFUSAL_AFTER_MS - (performance.now() - started), async () => null)
}

function wrong(): DomainError {
  return new DomainError('unauthenticated', sentence`E-mail or password is wrong.`)
}

/** True where the person has signed in from this address before: strangers who guess elsewhere do not slow them down. */
async function isKnown(ctx: Visitor, user: UserRow | null): Promise<boolean> {
  const { ipAddress } = ctx
  if (!user || ipAddress === null) return false
  const since = new Date(ctx.now().getTime() - KNOWN_FOR_MS)
  return ctx.db.asUser(user.id, (tx) => isKnownAddress(tx, user.id, ipAddress, since))
}

/** Written beside the answer, not before it: an unknown address has nothing to write. */
async function noteFailure(ctx: Visitor, userId: string, what: 'password' | 'second factor'): Promise<void> {
  const visitor = { kind: 'visitor', ipAddress: ctx.ipAddress, userAgent: ctx.userAgent } as const
  await ctx.db
    .asUser(userId, (tx) => recordAudit(tx, userId, visitor, ctx.now(), 'sign_in_failed', { wrong: what }))
    .catch((error: unknown) => ctx.log.error({ cause: describeCause(error) }, 'a failed sign-in could not be noted'))
}
