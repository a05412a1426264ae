import {
  type InvitationRow,
  insertInvitation,
  listInvitations as listRows,
  revokeInvitation as revokeRow,
} from '@/db/queries/invitations'
import { hashCode, newCode } from '../../auth/codes'
import { describeCause } from '../../cause'
import type { ServiceContext } from '../../context'
import type { InvitationView } from '../../domain/views'
import { DomainError } from '../../errors'
import { readerIn } from '../../language/in-language'
import { sentence } from '../../language/sentence'
import { letterFor, type Mailer } from '../../mail'
import type { CreateInvitationInput } from '../../schemas/admin'
import { recordAudit } from '../audit/record'
import { personOf } from '../authorise'
import { requireAdmin } from './require-admin'

const DAY_MS = 86_400_000

function view({ id, email, createdAt, expiresAt, acceptedAt, revokedAt }: InvitationRow): InvitationView {
  return { id, email, createdAt, expiresAt, acceptedAt, revokedAt }
}

/**
 * Invites somebody to sign up, once. The link is shown this once; with an address it is sent there too.
 * @throws DomainError `forbidden`
 */
export async function createInvitation(
  ctx: ServiceContext,
  input: CreateInvitationInput,
  { mail, baseUrl }: { mail: Mailer; baseUrl: string },
): Promise<{ invitation: InvitationView; link: string; sent: boolean }> {
  await requireAdmin(ctx)
  const code = newCode()
  const createdAt = ctx.now()
  const row = await ctx.db.asUser(personOf(ctx), async (tx) => {
    const stored = await insertInvitation(tx, personOf(ctx), {
      hash: hashCode(code),
      email: input.email ?? null,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + input.expiresInDays * DAY_MS),
    })
    const details = { invitation: stored.id, email: stored.email }
    await recordAudit(tx, personOf(ctx), ctx.actor, createdAt, 'invitation_created', details)
    return stored
  })
  // Behind the #, where no server and no log sees it.
  const link = `${baseUrl}/sign-up#invitation=${code}`
  return { invitation: view(row), link, sent: await send(ctx, input.email, link, mail) }
}

async function send(ctx: ServiceContext, to: string | undefined, link: string, mail: Mailer): Promise<boolean> {
  if (to === undefined) return false
  try {
    // Whoever is invited is not known yet: it is in the language of who invites.
    const paragraphs = [sentence`You are invited to Ballast. Sign up here:`, link]
    await mail(letterFor(readerIn(ctx.language ?? 'en'), { to, subject: sentence`You are invited to Ballast`, paragraphs }))
    return true
  } catch (error) {
    ctx.log.error({ cause: describeCause(error) }, 'an invitation could not be sent')
    return false
  }
}

/** Invitations that this administrator made, the newest first. @throws DomainError `forbidden` */
export async function listInvitations(ctx: ServiceContext): Promise<InvitationView[]> {
  await requireAdmin(ctx)
  return (await ctx.db.asUser(personOf(ctx), (tx) => listRows(tx, personOf(ctx)))).map(view)
}

/** Makes an open invitation void. @throws DomainError `forbidden`, `not_found` */
export async function revokeInvitation(ctx: ServiceContext, input: { id: string }): Promise<{ revoked: true }> {
  await requireAdmin(ctx)
  const now = ctx.now()
  await ctx.db.asUser(personOf(ctx), async (tx) => {
    if (!(await revokeRow(tx, personOf(ctx), input.id, now)))
      throw new DomainError('not_found', sentence`No such open invitation.`)
    await recordAudit(tx, personOf(ctx), ctx.actor, now, 'invitation_revoked', { invitation: input.id })
  })
  return { revoked: true }
}
