import { memberOf } from '@/db/queries/desk-members'
import type { Deps } from '@/server/context'
import { type DeskRole, roleOf } from '@/server/domain/desks/roles'

export interface Membership {
  deskId: string
  role: DeskRole
  /** The accounts that the member sees; null: all. */
  accounts: readonly string[] | null
}

/** A person's own desk has their id, and is wholly theirs. */
export const ownDesk = (userId: string): Membership => ({ deskId: userId, role: 'owner', accounts: null })

/**
 * What a person may on a desk. Their own is theirs without a question: its id is theirs.
 * @param deskId null: their own
 * @returns null where they are no member of it, or there is no such desk
 */
export async function membershipOf({ db }: Pick<Deps, 'db'>, userId: string, deskId: string | null): Promise<Membership | null> {
  if (deskId === null || deskId === userId) return ownDesk(userId)
  const found = await memberOf(db, userId, deskId)
  return found && { deskId, role: roleOf(found), accounts: found.accounts }
}
