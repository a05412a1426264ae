import { findChallengeOwner, insertChallenge, takeChallenge } from '@/db/queries/challenges'
import { findUser, updateUser } from '@/db/queries/users'
import { hashCode, newCode } from '../../auth/codes'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { readerIn } from '../../language/in-language'
import { sentence } from '../../language/sentence'
import { letterFor, type Mailer } from '../../mail'
import { tellByOwnMail } from '../alerts/begin'
import { recordAudit } from '../audit/record'
import { personOf, requireSession } from '../authorise'
import { countAttempts } from './attempts'

const LINK_HOURS = 24

const UNPROVEN = sentence`Prove first that your e-mail address is yours: ask for a link under Settings, API tokens, and follow it.`

/**
 * Has whoever signed up shown that the address is theirs, before they make what would outlive its real owner's coming:
 * tokens, passkeys, linked accounts. Anybody can sign up with anybody's address. Not asked where no letter leaves.
 * @throws DomainError `forbidden`
 */
export async function requireProvenAddress(ctx: ServiceContext): Promise<void> {
  if (await isAddressProven(ctx)) return
  throw new DomainError('forbidden', UNPROVEN)
}

/** True where the user's address was proven, or nobody asks. */
export async function isAddressProven(ctx: ServiceContext): Promise<boolean> {
  if (!ctx.sendsMail) return true
  const user = await ctx.db.asUser(personOf(ctx), (tx) => findUser(tx, personOf(ctx)))
  return user?.emailProvenAt != null
}

/**
 * Sends the signed-in person a link to their own address.
 * @param baseUrl the address of this installation
 * @throws DomainError `conflict` where it is proven already, `rate_limited`
 */
export async function requestAddressProof(
  ctx: ServiceContext,
  { mail, baseUrl }: { mail: Mailer; baseUrl: string },
): Promise<{ sentTo: string }> {
  requireSession(ctx)
  if (!ctx.sendsMail) throw new DomainError('conflict', sentence`No letters leave this installation: nothing has to be proven.`)
  const user = await ctx.db.asUser(personOf(ctx), (tx) => findUser(tx, personOf(ctx)))
  if (!user) throw new DomainError('unauthenticated', sentence`Please sign in.`)
  if (user.emailProvenAt !== null) throw new DomainError('conflict', sentence`Your address is proven already.`)
  await countAttempts(ctx, [{ kind: 'prove_person', subject: personOf(ctx) }])
  const code = newCode()
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + LINK_HOURS * 3_600_000)
  await ctx.db.asUser(personOf(ctx), async (tx) => {
    await insertChallenge(tx, personOf(ctx), { purpose: 'prove_address', challenge: hashCode(code), expiresAt, now })
    await recordAudit(tx, personOf(ctx), ctx.actor, now, 'address_proof_requested')
  })
  const letter = letterFor(readerIn(ctx.language ?? 'en'), {
    to: user.email,
    subject: sentence`Your address for Ballast`,
    paragraphs: [
      sentence`Somebody, hopefully you, signed up for Ballast with this address. Signed in there, follow this link within a day to show that it is yours:`,
      // Behind the #, where no server and no log sees it.
      `${baseUrl}/prove-address#code=${code}`,
      sentence`If it was not you, do nothing: without you they cannot go on.`,
    ],
  })
  await mail(letter)
  return { sentTo: user.email }
}

/**
 * Takes the address as proven by a link's code. Only whoever signed up can: they are signed in, and the letter went to the
 * address, so that its owner, led to click, proves nothing for a stranger.
 * @throws DomainError `bad_request` for a code that does not count for who is signed in
 */
export async function proveAddress(ctx: ServiceContext, input: { code: string }): Promise<{ email: string }> {
  requireSession(ctx)
  const now = ctx.now()
  return ctx.db.asUser(personOf(ctx), async (tx) => {
    const known = await findChallengeOwner(tx, ['prove_address'], hashCode(input.code), now)
    const user = known?.userId === personOf(ctx) ? await findUser(tx, personOf(ctx)) : null
    if (!user) {
      throw new DomainError(
        'bad_request',
        sentence`This link was used already, is too old, or was sent to somebody who is not signed in here.`,
      )
    }
    await takeChallenge(tx, personOf(ctx), 'prove_address', now)
    await updateUser(tx, personOf(ctx), { emailProvenAt: user.emailProvenAt ?? now, updatedAt: now })
    await recordAudit(tx, personOf(ctx), ctx.actor, now, 'address_proven')
    if (user.emailProvenAt === null)
      await tellByOwnMail({ ...ctx, deskId: user.id }, tx, { email: user.email, emailProvenAt: now })
    return { email: user.email }
  })
}
