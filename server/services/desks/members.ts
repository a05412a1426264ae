import type { Tx } from '@/db/client'
import { dropUntold } from '@/db/queries/deliveries'
import {
  deleteMember,
  forgetBrowsers,
  limitBrowsers,
  listMembers,
  updateMember,
  voidInvitationsOf,
} from '@/db/queries/desk-people'
import { listTags, type StoredTag } from '@/db/queries/tags'
import type { ServiceContext } from '@/server/context'
import { mayAs, roleOf } from '@/server/domain/desks/roles'
import type { MemberView, TagLabel } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { ChangeMemberInput, HandOverInput } from '@/server/schemas/desks'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { personOf, requireSession } from '../authorise'
import { tagLabel } from '../tags/load'
import { requireProof } from '../users/prove'
import { calledName, onSharedDesk, requireMember, requireOwnerLeft } from './on-desk'

/** Labels of the tags that somebody is limited to; of one that is gone nothing is told. Null: of none. */
export function limitLabels(tagIds: readonly string[] | null, tags: readonly StoredTag[]): TagLabel[] | null {
  return tagIds && tags.filter(({ id }) => tagIds.includes(id)).map(tagLabel)
}

/**
 * Who is on the desk. Addresses are for owners and managers; a member who is limited to some accounts sees themselves.
 */
export async function listDeskMembers(ctx: ServiceContext): Promise<MemberView[]> {
  const { role, userId: me } = requireSession(ctx)
  const { deskId } = ctx
  const { rows, tags } = await ctx.db.whole.asSystem(async (tx) => ({
    rows: await listMembers(tx, deskId),
    tags: await listTags(tx, deskId),
  }))
  const seesAddresses = ctx.db.accounts === null && mayAs(role, 'manager')
  return rows
    .filter(({ userId }) => ctx.db.accounts === null || userId === me)
    .map((row) => ({
      ...{ userId: row.userId, name: row.name, role: roleOf(row), since: row.createdAt },
      email: seesAddresses || row.userId === me ? row.email : null,
      tags: limitLabels(row.tagIds, tags),
      isYou: row.userId === me,
      disabled: row.disabledAt !== null,
    }))
}

/**
 * What a role may be limited to: an owner sees all; of others the tags are ones of the desk.
 * @throws DomainError `bad_request` at the field `tagIds`
 */
export async function requireLimit(
  tx: Tx,
  deskId: string,
  { role, tagIds }: Pick<ChangeMemberInput, 'role' | 'tagIds'>,
): Promise<StoredTag[]> {
  const tags = await listTags(tx, deskId)
  const fault =
    tagIds === null
      ? null
      : role === 'owner'
        ? sentence`An owner sees all accounts.`
        : tagIds.some((id) => !tags.some((tag) => tag.id === id))
          ? sentence`One of these tags does not exist.`
          : null
  if (fault !== null) throw new DomainError('bad_request', fault, { fields: { tagIds: fault } })
  return tags
}

/**
 * Changes what somebody may on the desk. To make an owner whoever does it proves that it is them.
 * @throws DomainError `not_found`; `conflict` for the last owner; `bad_request` as `requireLimit`; as `requireProof` and
 * `onSharedDesk`
 */
export async function changeMember(ctx: ServiceContext, input: ChangeMemberInput): Promise<{ changed: true }> {
  const { userId, role, tagIds } = input
  if (role === 'owner') await requireProof(ctx, input)
  const now = ctx.now()
  return onSharedDesk(ctx, 'owner', async (tx, desk) => {
    const member = await requireMember(tx, desk.id, userId)
    const tags = await requireLimit(tx, desk.id, input)
    await requireOwnerLeft(tx, desk, member, role, userId === personOf(ctx))
    await updateMember(tx, desk.id, userId, { role, tagIds })
    if (role !== 'owner') await voidInvitationsOf(tx, desk.id, userId, now)
    // What waits to be told was written for what they saw before.
    if (tagIds !== null) {
      await limitBrowsers(tx, desk.id, userId)
      await dropUntold(tx, desk.id, userId)
    }
    const limit = limitLabels(tagIds, tags)?.map(({ name }) => name)
    const details = { member: calledName(member), role, was: member.role, ...(limit && { tags: limit }) }
    await recordDeskAudit(tx, desk.id, ctx.actor, now, 'member_changed', details)
    return { changed: true }
  })
}

/**
 * Takes somebody else off the desk: their tokens there, streams and downloads end at once.
 * @throws DomainError `conflict` for oneself, and as `changeMember`
 */
export async function removeMember(ctx: ServiceContext, { userId }: { userId: string }): Promise<{ removed: true }> {
  if (userId === personOf(ctx)) throw new DomainError('conflict', sentence`You cannot remove yourself: leave the desk.`)
  return onSharedDesk(ctx, 'owner', async (tx, desk) => {
    const member = await requireMember(tx, desk.id, userId)
    await requireOwnerLeft(tx, desk, member, null, false)
    await forgetBrowsers(tx, desk.id, userId)
    await deleteMember(tx, desk.id, userId)
    const details = { member: calledName(member), role: member.role }
    await recordDeskAudit(tx, desk.id, ctx.actor, ctx.now(), 'member_removed', details)
    return { removed: true }
  })
}

/**
 * Takes whoever asks off the desk. Whoever is alone there deletes it, so that nothing goes by a slip.
 * @throws DomainError `conflict` for the last owner, and as `onSharedDesk`
 */
export async function leaveDesk(ctx: ServiceContext): Promise<{ left: true }> {
  return onSharedDesk(ctx, 'viewer', async (tx, desk, self) => {
    await requireOwnerLeft(tx, desk, self, null, true)
    const alone = (await listMembers(tx, desk.id)).length === 1
    if (alone) throw new DomainError('conflict', sentence`You are alone on this desk. Delete it if it is not needed any more.`)
    await forgetBrowsers(tx, desk.id, self.userId)
    await recordDeskAudit(tx, desk.id, ctx.actor, ctx.now(), 'member_left', { member: calledName(self), role: self.role })
    await deleteMember(tx, desk.id, self.userId)
    return { left: true }
  })
}

/**
 * Makes somebody else an owner and whoever asks a manager.
 * @throws DomainError `not_found`; `conflict` for oneself and somebody who may not sign in; as `requireProof` and `onSharedDesk`
 */
export async function handOverDesk(ctx: ServiceContext, input: HandOverInput): Promise<{ handedOver: true }> {
  if (input.userId === personOf(ctx)) throw new DomainError('conflict', sentence`Choose somebody else: you are an owner already.`)
  await requireProof(ctx, input)
  const now = ctx.now()
  return onSharedDesk(ctx, 'owner', async (tx, desk, self) => {
    const member = await requireMember(tx, desk.id, input.userId)
    if (member.disabledAt !== null)
      throw new DomainError('conflict', sentence`This person may not sign in just now. Choose somebody else.`)
    await updateMember(tx, desk.id, member.userId, { role: 'owner', tagIds: null })
    await updateMember(tx, desk.id, self.userId, { role: 'manager', tagIds: null })
    await voidInvitationsOf(tx, desk.id, self.userId, now)
    await recordDeskAudit(tx, desk.id, ctx.actor, now, 'desk_handed_over', { member: calledName(member) })
    return { handedOver: true }
  })
}
