import { countOtherAdmins, lockAdmins } from '@/db/queries/admin'
import { findUser, updateUser } from '@/db/queries/users'
import type { Deps } from '../../context'
import { recordAudit } from '../audit/record'

/**
 * Gives or takes the right to administer as the operator's provider says at each sign-in. What was given here by hand stays,
 * and the last administrator is never taken.
 * @param administrator null: the provider says nothing of it
 */
export async function followGroup(
  { db, log, now }: Pick<Deps, 'db' | 'log' | 'now'>,
  userId: string,
  administrator: boolean | null,
): Promise<void> {
  if (administrator === null) return
  await db.asSystem(async (tx) => {
    await lockAdmins(tx)
    const user = await findUser(tx, userId)
    if (!user || (administrator ? user.isAdmin : !user.adminByGroup)) return
    if (!administrator && user.disabledAt === null && (await countOtherAdmins(tx, userId)) === 0) {
      log.warn({ userId }, 'the last administrator left the group of administrators, and stays one')
      return
    }
    await updateUser(tx, userId, { isAdmin: administrator, adminByGroup: administrator, updatedAt: now() })
    const event = administrator ? 'admin_made' : 'admin_unmade'
    await recordAudit(tx, userId, { kind: 'system' }, now(), event, { by: 'group' })
  })
}
