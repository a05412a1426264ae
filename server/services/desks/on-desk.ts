import type { Tx } from '@/db/client'
import type { DeskRow } from '@/db/queries/desk-members'
import { countOtherMembers, countOtherOwners, findNamedMember, lockDesk, type NamedMember } from '@/db/queries/desk-people'
import type { ServiceContext } from '@/server/context'
import { type Left, leavesNoOwner } from '@/server/domain/desks/owners'
import { roleRefusal } from '@/server/domain/desks/refusal'
import { type DeskRole, mayAs, roleOf } from '@/server/domain/desks/roles'
import { DomainError } from '@/server/errors'
import { sentence } from '../../language/sentence'
import { personOf } from '../authorise'

export const PERSONAL = sentence`This is your own desk: nobody else is ever on it. Make a desk with others under Settings.`

/** What others call somebody. */
export const calledName = ({ name, email }: Pick<NamedMember, 'name' | 'email'>): string => name ?? email

/**
 * A change of who is on a shared desk, or of the desk itself, while nobody else changes that. What the caller may is asked again
 * behind the lock: it may have been taken a moment ago. As the system, since a desk does not see the rows of people: each
 * statement names the desk.
 * @throws DomainError `conflict` for somebody's own desk, `not_found` where they are no member, `forbidden`
 */
export async function onSharedDesk<T>(
  ctx: ServiceContext,
  least: DeskRole,
  work: (tx: Tx, desk: DeskRow, self: NamedMember) => Promise<T>,
): Promise<T> {
  const userId = personOf(ctx)
  return ctx.db.whole.asSystem(async (tx) => {
    const desk = await lockDesk(tx, ctx.deskId)
    const self = await findNamedMember(tx, ctx.deskId, userId)
    if (!desk || !self) throw new DomainError('not_found', sentence`There is no such desk.`)
    if (desk.isPersonal) throw new DomainError('conflict', PERSONAL)
    const role = roleOf(self)
    if (!mayAs(role, least)) throw new DomainError('forbidden', roleRefusal(role, least))
    return work(tx, desk, self)
  })
}

/** Somebody else on the desk. @throws DomainError `not_found` */
export async function requireMember(tx: Tx, deskId: string, userId: string): Promise<NamedMember> {
  const member = await findNamedMember(tx, deskId, userId)
  if (!member) throw new DomainError('not_found', sentence`No such member.`)
  return member
}

/** @throws DomainError `conflict` where a desk would be left with members and without an owner who may sign in */
export async function requireOwnerLeft(
  tx: Tx,
  desk: DeskRow,
  member: NamedMember,
  becomes: DeskRole | null,
  isSelf: boolean,
): Promise<void> {
  const left: Left = {
    owners: await countOtherOwners(tx, desk.id, member.userId),
    members: await countOtherMembers(tx, desk.id, member.userId),
  }
  if (!leavesNoOwner(roleOf(member), becomes, left)) return
  throw new DomainError(
    'conflict',
    isSelf
      ? sentence`You are the only owner of this desk. Make somebody else an owner first, or delete the desk.`
      : sentence`${calledName(member)} is the only owner of this desk. Make somebody else an owner first, or delete the desk.`,
  )
}
