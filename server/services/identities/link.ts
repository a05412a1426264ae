import { insertChallenge } from '@/db/queries/challenges'
import { deleteIdentity, listIdentities } from '@/db/queries/identities'
import { listPasskeys } from '@/db/queries/second-factor'
import { findUser } from '@/db/queries/users'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { ProofInput, Provider } from '../../schemas/security'
import { recordAudit } from '../audit/record'
import { personOf } from '../authorise'
import { requireProvenAddress } from '../users/address'
import { requireProof } from '../users/prove'
import { followGroup } from './administrator'

/** How long a person may take at the provider. */
const INTENT_MS = 10 * 60_000

/** Notes that the user wants the next sign-in at this provider linked to them. @throws DomainError as `requireProof` */
export async function startLink(ctx: ServiceContext, input: ProofInput & { provider: Provider }): Promise<{ accepted: true }> {
  await requireProof(ctx, input)
  await requireProvenAddress(ctx)
  const now = ctx.now()
  const entry = { challenge: '', expiresAt: new Date(now.getTime() + INTENT_MS), now }
  await ctx.db.asUser(personOf(ctx), (tx) => insertChallenge(tx, personOf(ctx), { ...entry, purpose: `link_${input.provider}` }))
  return { accepted: true }
}

/** Unlinks an account; never the last way in. @throws DomainError `not_found`, `conflict`, and as `requireProof` */
export async function unlink(ctx: ServiceContext, input: ProofInput & { provider: Provider }): Promise<{ removed: true }> {
  await requireProof(ctx, input)
  await ctx.db.asUser(personOf(ctx), async (tx) => {
    const user = await findUser(tx, personOf(ctx))
    const others = (await listIdentities(tx, personOf(ctx))).filter(({ provider }) => provider !== input.provider)
    const passkeys = await listPasskeys(tx, personOf(ctx))
    if (user?.passwordHash === null && others.length === 0 && passkeys.length === 0) {
      throw new DomainError('conflict', sentence`This is your only way to sign in. Set a password first.`)
    }
    const removed = await deleteIdentity(tx, personOf(ctx), input.provider)
    if (!removed) throw new DomainError('not_found', sentence`No such account is linked.`)
    await recordAudit(tx, personOf(ctx), ctx.actor, ctx.now(), 'identity_unlinked', { provider: input.provider })
  })
  // Whom a provider made an administrator is one only as long as it can take that back.
  if (input.provider === 'oidc') await followGroup(ctx, personOf(ctx), false)
  return { removed: true }
}
