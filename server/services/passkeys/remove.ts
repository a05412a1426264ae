import { deletePasskey } from '@/db/queries/second-factor'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { RemovePasskeyInput } from '../../schemas/security'
import { recordAudit } from '../audit/record'
import { personOf } from '../authorise'
import { dropIdleRecoveryCodes } from '../second-factor/totp'
import { requireProof } from '../users/prove'

/** Removes one of the user's passkeys. @throws DomainError `not_found`, and as `requireProof` */
export async function removePasskey(ctx: ServiceContext, input: RemovePasskeyInput): Promise<{ removed: true }> {
  await requireProof(ctx, input)
  await ctx.db.asUser(personOf(ctx), async (tx) => {
    const row = await deletePasskey(tx, personOf(ctx), input.id)
    if (!row) throw new DomainError('not_found', sentence`No such passkey.`)
    await dropIdleRecoveryCodes(tx, personOf(ctx))
    await recordAudit(tx, personOf(ctx), ctx.actor, ctx.now(), 'passkey_removed', { passkey: row.id, name: row.name })
  })
  return { removed: true }
}
