import { findUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import type { MailView } from '../../domain/views'
import { DomainError } from '../../errors'
import { readerIn } from '../../language/in-language'
import { sentence } from '../../language/sentence'
import { letterFor, MailProblem, type MailSettings, sendAndHear } from '../../mail'
import { personOf } from '../authorise'
import { countAttempts } from '../users/attempts'
import { requireAdmin } from './require-admin'

/** How letters leave this installation. @throws DomainError `forbidden` */
export async function getMail(ctx: ServiceContext, { SMTP_URL, MAIL_FROM }: MailSettings): Promise<MailView> {
  await requireAdmin(ctx)
  return { server: SMTP_URL === undefined ? null : new URL(SMTP_URL).host, from: MAIL_FROM, to: await ownAddress(ctx) }
}

/**
 * Sends the administrator a letter, by the server that all letters take.
 * @returns to whom, and what the server said to it
 * @throws DomainError `forbidden`, `rate_limited`; `conflict` where no server is set, or with why it takes no letter
 */
export async function sendTestMail(ctx: ServiceContext, settings: MailSettings): Promise<{ to: string; answer: string }> {
  await requireAdmin(ctx)
  const { SMTP_URL, MAIL_FROM } = settings
  if (SMTP_URL === undefined)
    throw new DomainError('conflict', sentence`No mail server is set: letters wait in a file. Set SMTP_URL.`)
  await countAttempts(ctx, [{ kind: 'mail_test', subject: personOf(ctx) }])
  const to = await ownAddress(ctx)
  const letter = letterFor(readerIn(ctx.language ?? 'en'), {
    to,
    subject: sentence`A test letter of Ballast`,
    paragraphs: [
      sentence`You asked for this letter under Settings, Server. That it is here shows that letters of Ballast arrive.`,
    ],
  })
  try {
    return { to, answer: await sendAndHear({ SMTP_URL, MAIL_FROM }, letter) }
  } catch (error) {
    if (!(error instanceof MailProblem)) throw error
    throw new DomainError('conflict', error.message, { cause: error })
  }
}

async function ownAddress(ctx: ServiceContext): Promise<string> {
  const user = await ctx.db.asUser(personOf(ctx), (tx) => findUser(tx, personOf(ctx)))
  if (!user) throw new DomainError('unauthenticated', sentence`Please sign in.`)
  return user.email
}
