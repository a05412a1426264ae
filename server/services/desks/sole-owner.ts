import type { Tx } from '@/db/client'
import { countOtherMembers, countOtherOwners, lockOwnedDesks } from '@/db/queries/desk-people'
import { leavesNoOwner } from '@/server/domain/desks/owners'

/**
 * Names of the shared desks that would be left with members and without an owner, were somebody not there any more. Nobody
 * changes who is on the desks that they own until the transaction ends. For the system.
 */
export async function desksLeftAlone(tx: Tx, userId: string): Promise<string[]> {
  const names = []
  for (const desk of await lockOwnedDesks(tx, userId)) {
    const left = { owners: await countOtherOwners(tx, desk.id, userId), members: await countOtherMembers(tx, desk.id, userId) }
    if (leavesNoOwner('owner', null, left)) names.push(desk.name)
  }
  return names
}
