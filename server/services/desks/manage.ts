import { insertDesk } from '@/db/queries/desk-members'
import { countOwnedDesks, deleteDesk as deleteRow, updateDesk } from '@/db/queries/desk-people'
import type { ServiceContext } from '@/server/context'
import { nameFault, tidyName } from '@/server/domain/names'
import type { DeskView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { DeleteDeskInput } from '@/server/schemas/desks'
import { sentence } from '../../language/sentence'
import { recordAudit, recordDeskAudit } from '../audit/record'
import { personOf } from '../authorise'
import { requireProof } from '../users/prove'
import { onSharedDesk } from './on-desk'

/** Shared desks that somebody may own. */
export const MOST_DESKS = 20

/** @throws DomainError `bad_request` at the field `name` */
function deskName(given: string): string {
  const name = tidyName(given)
  const fault = nameFault(name, 'desk')
  if (fault !== null) throw new DomainError('bad_request', fault, { fields: { name: fault } })
  return name
}

/**
 * Makes a desk that others can be invited to, with whoever makes it as its owner.
 * @throws DomainError `bad_request` for a name that cannot be used, `conflict` beyond `MOST_DESKS`
 */
export async function createDesk(ctx: ServiceContext, input: { name: string }): Promise<DeskView> {
  const userId = personOf(ctx)
  const name = deskName(input.name)
  const now = ctx.now()
  return ctx.db.whole.asSystem(async (tx) => {
    if ((await countOwnedDesks(tx, userId)) >= MOST_DESKS) {
      throw new DomainError('conflict', sentence`You own ${MOST_DESKS} desks already. Hand one over or delete one first.`)
    }
    const { id } = await insertDesk(tx, { name, ownerId: userId, now })
    await recordDeskAudit(tx, id, ctx.actor, now, 'desk_created', { name })
    return { id, name, role: 'owner', isPersonal: false }
  })
}

/** Gives the desk another name. @throws DomainError `bad_request`, and as `onSharedDesk` */
export async function renameDesk(ctx: ServiceContext, input: { name: string }): Promise<{ name: string }> {
  const name = deskName(input.name)
  const now = ctx.now()
  return onSharedDesk(ctx, 'owner', async (tx, desk) => {
    if (desk.name === name) return { name }
    await updateDesk(tx, desk.id, { name, updatedAt: now })
    await recordDeskAudit(tx, desk.id, ctx.actor, now, 'desk_renamed', { name, was: desk.name })
    return { name }
  })
}

/**
 * Deletes the desk and, with it, everything that is its: accounts, keys, history, tokens, log. There is no way back.
 * @throws DomainError `bad_request` where the name typed is not the desk's, and as `requireProof` and `onSharedDesk`
 */
export async function deleteDesk(ctx: ServiceContext, input: DeleteDeskInput): Promise<{ deleted: true }> {
  await requireProof(ctx, input)
  const now = ctx.now()
  return onSharedDesk(ctx, 'owner', async (tx, desk) => {
    if (tidyName(input.name) !== desk.name) {
      const message = sentence`This is not the name of the desk.`
      throw new DomainError('bad_request', message, { fields: { name: message } })
    }
    await deleteRow(tx, desk.id)
    // The desk's own log goes with it.
    await recordAudit(tx, personOf(ctx), ctx.actor, now, 'desk_deleted', { name: desk.name })
    return { deleted: true }
  })
}
