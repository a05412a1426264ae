import type { Tx } from '@/db/client'
import { acceptInvitation, takeOpenInvitation } from '@/db/queries/invitations'
import { isEmptyInstallation } from '@/db/queries/users'
import { hashCode } from '../../auth/codes'
import { DomainError } from '../../errors'

/** Who may sign up: anybody, whoever was invited, or nobody. The first user of an installation always may. */
export type RegistrationPolicy = 'open' | 'invite' | 'closed'

const NO_INVITATION = 'This invitation is not valid: it was used, has expired or is for another address.'

/**
 * Whether somebody may sign up under the policy.
 * @returns what is to be done once they have, and whether the invitation was sent to this very address; null where none was
 * needed
 * @throws DomainError `forbidden`; `bad_request` at the field `invitation`
 */
export async function mayRegister(
  tx: Tx,
  policy: RegistrationPolicy,
  { email, invitation }: { email: string; invitation?: string },
  now: Date,
): Promise<{ accept(): Promise<void>; sentToAddress: boolean } | null> {
  if (policy === 'open' || (await isEmptyInstallation(tx))) return null
  if (policy === 'closed') throw new DomainError('forbidden', 'Nobody can sign up here. Ask the administrator.')
  if (!invitation) {
    const message = 'Signing up here needs an invitation. Ask the administrator.'
    throw new DomainError('forbidden', message, { fields: { invitation: message } })
  }
  const open = await takeOpenInvitation(tx, hashCode(invitation), now)
  if (!open || (open.email !== null && open.email !== email)) {
    throw new DomainError('bad_request', NO_INVITATION, { fields: { invitation: NO_INVITATION } })
  }
  return { accept: () => acceptInvitation(tx, open.id, now), sentToAddress: open.email !== null }
}
