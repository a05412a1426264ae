import { countOtherAdmins, listUsers as listRows } from '@/db/queries/admin'
import { voidPasswordResets } from '@/db/queries/password-resets'
import { revokeSessions } from '@/db/queries/sessions'
import { findUser, updateUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import type { AdminUserView } from '../../domain/views'
import { DomainError } from '../../errors'
import { recordAudit } from '../audit/record'
import { requireAdmin } from './require-admin'

/** In a user's own log the administrator's address and agent are not shown. */
const BY_ADMIN = { kind: 'admin', ipAddress: null, userAgent: null } as const

/** Everybody, in the order of signing up; never what their accounts hold. @throws DomainError `forbidden` */
export async function listUsers(ctx: ServiceContext): Promise<AdminUserView[]> {
  await requireAdmin(ctx)
  return ctx.db.asSystem(listRows)
}

/**
 * Disables a user: their sessions and tokens end at the next request, their accounts are no more refreshed, and nothing
 * of theirs is lost.
 * @throws DomainError `forbidden`, `not_found`, `conflict` for oneself and the last administrator
 */
export async function disableUser(ctx: ServiceContext, input: { id: string }): Promise<{ disabled: true }> {
  await requireAdmin(ctx)
  if (input.id === ctx.userId) throw new DomainError('conflict', 'You cannot disable yourself.')
  const now = ctx.now()
  await ctx.db.asSystem(async (tx) => {
    const user = await findUser(tx, input.id)
    if (!user) throw new DomainError('not_found', 'No such user.')
    if (user.disabledAt !== null) return
    if (user.isAdmin && (await countOtherAdmins(tx, user.id)) === 0) {
      throw new DomainError('conflict', 'This is the last administrator.')
    }
    await updateUser(tx, user.id, { disabledAt: now, updatedAt: now })
    await revokeSessions(tx, user.id, { except: null, now })
    await voidPasswordResets(tx, user.id, now)
    await recordAudit(tx, user.id, BY_ADMIN, now, 'user_disabled')
  })
  return { disabled: true }
}

/** Lets a disabled user sign in again. @throws DomainError `forbidden`, `not_found` */
export async function enableUser(ctx: ServiceContext, input: { id: string }): Promise<{ enabled: true }> {
  await requireAdmin(ctx)
  const now = ctx.now()
  await ctx.db.asSystem(async (tx) => {
    const user = await findUser(tx, input.id)
    if (!user) throw new DomainError('not_found', 'No such user.')
    if (user.disabledAt === null) return
    await updateUser(tx, user.id, { disabledAt: null, updatedAt: now })
    await recordAudit(tx, user.id, BY_ADMIN, now, 'user_enabled')
  })
  return { enabled: true }
}
