import { takeChallenge } from '@/db/queries/challenges'
import { findIdentity, insertIdentity } from '@/db/queries/identities'
import { insertUser, updateUser } from '@/db/queries/users'
import type { Visitor } from '../../auth/session-policy'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { Provider } from '../../schemas/security'
import { recordAudit } from '../audit/record'
import { needsSecondFactor } from '../second-factor/check'
import { openSession, type SignedIn } from '../sessions/open'
import { mayRegister, type RegistrationPolicy } from '../users/registration'
import { followGroup } from './administrator'
import { askSecondStep } from './second-step'

/** What a provider vouches for. */
export interface ProviderIdentity {
  provider: Provider
  /** The provider's own id of the person. */
  subject: string
  label: string | null
  name: string | null
  /** Lower case; null unless the provider has verified it. */
  email: string | null
  /** Whether the provider's groups make the person an administrator; null where it says nothing of that. */
  administrator: boolean | null
}

/** Signed in; or the user has a second factor here, which the ticket asks for. */
export type IdentitySignIn = ({ kind: 'signed_in' } & SignedIn) | { kind: 'second_factor'; ticket: string }

const REFUSED = sentence`This sign-in is not linked to anybody here.`

/**
 * Signs somebody in by an account at a provider. An unknown one is linked to the signed-in user who asked for that within
 * minutes, else makes a new user where the policy lets anybody sign up. It is never linked to an existing user by its
 * e-mail address. Whoever has a second factor here is asked for it here, whatever the provider asked.
 * @param signedIn who came with the request
 * @throws DomainError `unauthenticated` where it leads nowhere, `conflict` where it is linked to somebody else
 */
export async function signInByIdentity(
  ctx: Visitor,
  identity: ProviderIdentity,
  signedIn: SignedIn | null,
  policy: RegistrationPolicy,
): Promise<IdentitySignIn> {
  const { provider, subject } = identity
  const found = await ctx.db.asSystem((tx) => findIdentity(tx, provider, subject))
  if (signedIn && (await wantsLink(ctx, signedIn.userId, provider))) {
    if (found && found.identity.userId !== signedIn.userId) {
      throw new DomainError('conflict', sentence`That account is linked to another user.`)
    }
    if (!found) await link(ctx, identity, signedIn)
    await followGroup(ctx, signedIn.userId, identity.administrator)
    return { kind: 'signed_in', ...signedIn }
  }
  if (found) {
    if (found.disabled) throw new DomainError('unauthenticated', REFUSED)
    const { userId } = found.identity
    await followGroup(ctx, userId, identity.administrator)
    if (await needsSecondFactor(ctx, userId)) {
      return { kind: 'second_factor', ticket: await askSecondStep(ctx, userId, provider) }
    }
    return { kind: 'signed_in', ...(await openSession(ctx, userId, provider, 1)) }
  }
  return { kind: 'signed_in', ...(await register(ctx, identity, policy)) }
}

function wantsLink(ctx: Visitor, userId: string, provider: Provider): Promise<boolean> {
  return ctx.db.asUser(userId, async (tx) => (await takeChallenge(tx, userId, `link_${provider}`, ctx.now())) !== null)
}

async function link(
  ctx: Visitor,
  { provider, subject, label }: ProviderIdentity,
  { userId, sessionId }: SignedIn,
): Promise<void> {
  const now = ctx.now()
  const actor = { kind: 'session', sessionId, ipAddress: ctx.ipAddress, userAgent: ctx.userAgent } as const
  await ctx.db.asUser(userId, async (tx) => {
    if (!(await insertIdentity(tx, userId, { provider, subject, label, createdAt: now }))) {
      throw new DomainError('conflict', sentence`Another ${provider} account is linked already. Unlink it first.`)
    }
    await recordAudit(tx, userId, actor, now, 'identity_linked', { provider, label })
  })
}

async function register(ctx: Visitor, identity: ProviderIdentity, policy: RegistrationPolicy): Promise<SignedIn> {
  const { provider, subject, label, name, email } = identity
  if (email === null) throw new DomainError('unauthenticated', REFUSED)
  const now = ctx.now()
  const visitor = { kind: 'visitor', ipAddress: ctx.ipAddress, userAgent: ctx.userAgent } as const
  const userId = await ctx.db.asSystem(async (tx) => {
    // With no field for it here, the setup code is not asked for: who comes without the group signs up by password first.
    await mayRegister(tx, policy, { email, isAdminByGroup: identity.administrator === true }, now)
    const user = await insertUser(tx, { email, name, passwordHash: null, now })
    // The address is somebody's: they sign in the way they know, and link this account in their settings.
    if (!user) throw new DomainError('unauthenticated', REFUSED)
    await insertIdentity(tx, user.id, { provider, subject, label, createdAt: now })
    // The provider vouches for it.
    await updateUser(tx, user.id, { emailProvenAt: now })
    await recordAudit(tx, user.id, visitor, now, 'registered', { email, provider })
    return user.id
  })
  await followGroup(ctx, userId, identity.administrator)
  return openSession(ctx, userId, provider, 1)
}
