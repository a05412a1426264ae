import { insertPasswordReset, usePasswordReset, voidPasswordResets } from '@/db/queries/password-resets'
import { revokeSessions } from '@/db/queries/sessions'
import { revokeShareLinks } from '@/db/queries/share-links'
import { liveTokenNames, revokeTokens } from '@/db/queries/tokens'
import { findUser, findUserByEmail, updateUser } from '@/db/queries/users'
import { hashCode, newCode } from '../../auth/codes'
import { evenTime } from '../../auth/even-time'
import { hashPassword, passwordFault } from '../../auth/password'
import type { Visitor } from '../../auth/session-policy'
import { describeCause } from '../../cause'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { readerIn } from '../../language/in-language'
import { sentence } from '../../language/sentence'
import { letterFor, type Mailer } from '../../mail'
import type { ChangePasswordInput, ResetPasswordInput } from '../../schemas/security'
import { tellByOwnMail } from '../alerts/begin'
import { recordAudit } from '../audit/record'
import { personOf, requireSession } from '../authorise'
import { countAttempts } from './attempts'
import { requireProof } from './prove'

const LINK_HOURS = 1
const ANSWER_AFTER_MS = 250

function refuseFault(password: string, email: string): void {
  const fault = passwordFault(password, email)
  if (fault) throw new DomainError('bad_request', fault, { fields: { newPassword: fault } })
}

/**
 * Sets a new password (or the first one); all other sessions end.
 * @returns the names of API tokens that go on too
 * @throws DomainError `bad_request` (with fields), and as `requireProof`
 */
export async function changePassword(
  ctx: ServiceContext,
  input: ChangePasswordInput,
): Promise<{ sessionsEnded: number; tokensLeft: string[] }> {
  const { sessionId } = requireSession(ctx)
  const user = await ctx.db.asUser(personOf(ctx), (tx) => findUser(tx, personOf(ctx)))
  if (!user) throw new DomainError('unauthenticated', sentence`Please sign in.`)
  refuseFault(input.newPassword, user.email)
  await requireProof(ctx, input)
  const passwordHash = await hashPassword(input.newPassword)
  const now = ctx.now()
  return ctx.db.asUser(personOf(ctx), async (tx) => {
    await updateUser(tx, personOf(ctx), { passwordHash, updatedAt: now })
    await voidPasswordResets(tx, personOf(ctx), now)
    const ended = await revokeSessions(tx, personOf(ctx), { except: sessionId, now })
    await recordAudit(tx, personOf(ctx), ctx.actor, now, 'password_changed', { sessionsEnded: ended })
    return { sessionsEnded: ended, tokensLeft: await liveTokenNames(tx, personOf(ctx), now) }
  })
}

/**
 * Sends a link that sets a new password to the address, if it is somebody's. The answer and its time are the same if it
 * is nobody's.
 * @param baseUrl the address of this installation
 */
export async function requestPasswordReset(
  ctx: Visitor,
  input: { email: string },
  { mail, baseUrl }: { mail: Mailer; baseUrl: string },
): Promise<{ accepted: true }> {
  await countAttempts(ctx, [
    { kind: 'reset_person', subject: input.email },
    { kind: 'reset_address', subject: ctx.ipAddress ?? 'unknown' },
  ])
  return evenTime(ANSWER_AFTER_MS, async () => {
    const user = await ctx.db.asSystem((tx) => findUserByEmail(tx, input.email))
    // Not waited for: how long a mail server takes must not tell that there was something to send.
    if (user && user.disabledAt === null) void sendLink(ctx, user.id, input.email, { mail, baseUrl })
    return { accepted: true }
  })
}

async function sendLink(
  ctx: Visitor,
  userId: string,
  email: string,
  { mail, baseUrl }: { mail: Mailer; baseUrl: string },
): Promise<void> {
  const code = newCode()
  const createdAt = ctx.now()
  const expiresAt = new Date(createdAt.getTime() + LINK_HOURS * 3_600_000)
  const visitor = { kind: 'visitor', ipAddress: ctx.ipAddress, userAgent: ctx.userAgent } as const
  try {
    await ctx.db.asUser(userId, async (tx) => {
      await insertPasswordReset(tx, userId, { hash: hashCode(code), createdAt, expiresAt })
      await recordAudit(tx, userId, visitor, createdAt, 'password_reset_requested')
    })
    const letter = letterFor(readerIn(ctx.language ?? 'en'), {
      to: email,
      subject: sentence`Set a new password for Ballast`,
      paragraphs: [
        sentence`Somebody, hopefully you, asked to set a new password for Ballast. Within an hour this link does it:`,
        // Behind the #, where no server and no log sees it.
        `${baseUrl}/reset-password#code=${code}`,
        sentence`If it was not you, do nothing: your password stays.`,
      ],
    })
    await mail(letter)
  } catch (error) {
    ctx.log.error({ cause: describeCause(error) }, 'a link to set a new password could not be sent')
  }
}

/**
 * Sets a new password by a link's code; every session, API token and share link of the user ends: whoever asks for a link may have
 * lost more than a password. Whoever followed it has the address.
 * @throws DomainError `bad_request` for a code that does not count, or a password that is not good enough
 */
export async function resetPassword(ctx: Visitor, input: ResetPasswordInput): Promise<{ done: true }> {
  await countAttempts(ctx, [{ kind: 'reset_address', subject: ctx.ipAddress ?? 'unknown' }])
  refuseFault(input.newPassword, '')
  const passwordHash = await hashPassword(input.newPassword)
  const now = ctx.now()
  const visitor = { kind: 'visitor', ipAddress: ctx.ipAddress, userAgent: ctx.userAgent } as const
  await ctx.db.asSystem(async (tx) => {
    const userId = await usePasswordReset(tx, hashCode(input.code), now)
    const user = userId && (await findUser(tx, userId))
    if (!user || user.disabledAt !== null) {
      throw new DomainError('bad_request', sentence`This link was used already or is too old. Ask for a new one.`)
    }
    refuseFault(input.newPassword, user.email)
    await updateUser(tx, user.id, { passwordHash, emailProvenAt: user.emailProvenAt ?? now, updatedAt: now })
    if (user.emailProvenAt === null)
      await tellByOwnMail({ ...ctx, deskId: user.id }, tx, { email: user.email, emailProvenAt: now })
    await revokeSessions(tx, user.id, { except: null, now })
    const tokensRevoked = await revokeTokens(tx, user.id, now)
    // Whoever had the password may have made some for themselves.
    const linksRevoked = await revokeShareLinks(tx, user.id, now)
    await recordAudit(tx, user.id, visitor, now, 'password_reset', { tokensRevoked, linksRevoked })
  })
  return { done: true }
}
