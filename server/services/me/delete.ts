import { countOtherAdmins, lockAdmins } from '@/db/queries/admin'
import { deleteUser, findUser, hasOtherUsers } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { DeleteMeInput } from '../../schemas/security'
import { personOf } from '../authorise'
import { desksLeftAlone } from '../desks/sole-owner'
import { requireProof } from '../users/prove'

/**
 * Deletes the user and, with them, everything that is theirs: accounts, keys, history, tokens, log. There is no way back.
 * @throws DomainError `bad_request` where the address typed is not their own, `conflict` for the last administrator of
 * others and the only owner of a desk with others, and as `requireProof`
 */
export async function deleteMe(ctx: ServiceContext, input: DeleteMeInput): Promise<{ deleted: true }> {
  await requireProof(ctx, input)
  await ctx.db.asSystem(async (tx) => {
    await lockAdmins(tx)
    const user = await findUser(tx, personOf(ctx))
    if (user?.email !== input.email) {
      const message = sentence`This is not your own address.`
      throw new DomainError('bad_request', message, { fields: { email: message } })
    }
    if (user.isAdmin && (await countOtherAdmins(tx, user.id)) === 0 && (await hasOtherUsers(tx, user.id))) {
      throw new DomainError(
        'conflict',
        sentence`You are the only administrator, and there are others here. They would be left alone.`,
      )
    }
    const alone = await desksLeftAlone(tx, user.id)
    if (alone.length > 0) {
      const names = alone.map((name) => `“${name}”`).join(', ')
      const words = sentence`You are the only owner of ${names}, and others are there. Hand each over, or delete it, first.`
      throw new DomainError('conflict', words)
    }
    await deleteUser(tx, user.id)
  })
  return { deleted: true }
}
