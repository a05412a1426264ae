import {
  findOpenDeskInvitation,
  type KnownDeskInvitation,
  readOpenDeskInvitation,
  spendDeskInvitation,
} from '@/db/queries/desk-invitations'
import { insertMember, listMembers, lockDesk, namesOfPeople } from '@/db/queries/desk-people'
import { hashCode } from '@/server/auth/codes'
import type { ServiceContext } from '@/server/context'
import { roleOf } from '@/server/domain/desks/roles'
import type { InvitedView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { personOf, requireSession } from '../authorise'
import { countAttempts } from '../users/attempts'

/** What every code looks like: 256 bits in base64url. Nothing else is even hashed. */
const CODE = /^[\w-]{43}$/
/** People on one desk. */
export const MOST_MEMBERS = 100

const leadsNowhere = () =>
  new DomainError(
    'not_found',
    sentence`This invitation leads nowhere: it was never made, was used, has ended, or was taken back.`,
  )

/**
 * What a code leads to. An unknown, used, expired or revoked one, and one whose maker is no owner any more, get the same words.
 * @throws DomainError `not_found`; `rate_limited` after too many codes of one person, or from one address, that lead nowhere
 */
async function open(ctx: ServiceContext, code: string): Promise<KnownDeskInvitation> {
  const { userId, ipAddress } = requireSession(ctx)
  const found = CODE.test(code) ? await findOpenDeskInvitation(ctx.db, hashCode(code), ctx.now()) : null
  if (found) return found
  await countAttempts(ctx, [
    { kind: 'join_person', subject: userId },
    { kind: 'join_address', subject: ipAddress ?? 'unknown' },
  ])
  throw leadsNowhere()
}

/** What somebody is invited to, before they join. @throws DomainError as `open` */
export async function lookAtInvitation(ctx: ServiceContext, { code }: { code: string }): Promise<InvitedView> {
  const found = await open(ctx, code)
  const { desk, by, tags, expiresAt } = found
  return { desk, by, role: roleOf(found), tags, expiresAt }
}

/**
 * Joins the desk that a code leads to; it is good once.
 * @throws DomainError as `open`; `conflict` for a member, who may what they may already, and for a desk that is full
 */
export async function acceptInvitation(
  ctx: ServiceContext,
  { code }: { code: string },
): Promise<{ deskId: string; name: string }> {
  const userId = personOf(ctx)
  const { deskId } = await open(ctx, code)
  const now = ctx.now()
  return ctx.db.whole.asSystem(async (tx) => {
    const desk = await lockDesk(tx, deskId)
    // Behind the lock: somebody else may have joined by it a moment ago.
    const found = await readOpenDeskInvitation(tx, hashCode(code), now)
    if (!desk || !found) throw leadsNowhere()
    if ((await listMembers(tx, deskId)).length >= MOST_MEMBERS) {
      throw new DomainError('conflict', sentence`There are ${MOST_MEMBERS} people on this desk already.`)
    }
    const role = roleOf(found)
    const member = { deskId, userId, role, tagIds: found.tagIds, createdAt: now }
    if (!(await insertMember(tx, member)))
      throw new DomainError('conflict', sentence`You are on the desk “${desk.name}” already.`)
    if (!(await spendDeskInvitation(tx, found.id, userId, now))) throw leadsNowhere()
    const name = (await namesOfPeople(tx, [userId])).get(userId) ?? ''
    const details = { member: name, role, invitation: found.id, ...(found.tags && { tags: found.tags }) }
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'member_joined', details)
    return { deskId, name: desk.name }
  })
}
