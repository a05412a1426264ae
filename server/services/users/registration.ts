import type { Tx } from '@/db/client'
import { acceptInvitation, takeOpenInvitation } from '@/db/queries/invitations'
import { hasAdministrator, lockFirstSignUp } from '@/db/queries/users'
import { hashCode } from '../../auth/codes'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { requireSetupCode } from './setup-code'

/** Who may sign up: anybody, whoever was invited, or nobody. Whoever has the setup code may while nobody administers. */
export type RegistrationPolicy = 'open' | 'invite' | 'closed'

const NO_INVITATION = sentence`This invitation is not valid: it was used, has expired or is for another address.`

/** Who comes in, and how. */
interface Admission {
  isAdmin: boolean
  /** The invitation was sent to this very address. */
  sentToAddress: boolean
  /** To be done once they have signed up. */
  accept(): Promise<void>
}

const ADMITTED: Admission = { isAdmin: false, sentToAddress: false, accept: () => Promise.resolve() }

interface Applicant {
  email: string
  invitation?: string | undefined
  setupCode?: string | undefined
  /** The operator's own provider says that they administer. */
  isAdminByGroup?: boolean
}

/**
 * Whether somebody may sign up under the policy. While nobody administers the installation, whoever has the setup code may,
 * whatever the policy, and is its administrator; nobody else does.
 * @throws DomainError `forbidden`; `bad_request` at the field `invitation` or `setupCode`
 */
export async function mayRegister(tx: Tx, policy: RegistrationPolicy, applicant: Applicant, now: Date): Promise<Admission> {
  if (!applicant.isAdminByGroup && (await needsSetup(tx))) {
    return { ...ADMITTED, isAdmin: true, accept: await requireSetupCode(tx, applicant.setupCode) }
  }
  if (policy === 'open') return ADMITTED
  if (policy === 'closed') throw new DomainError('forbidden', sentence`Nobody can sign up here. Ask the administrator.`)
  const { email, invitation } = applicant
  if (!invitation) {
    const message = sentence`Signing up here needs an invitation. Ask the administrator.`
    throw new DomainError('forbidden', message, { fields: { invitation: message } })
  }
  const open = await takeOpenInvitation(tx, hashCode(invitation), now)
  if (!open || (open.email !== null && open.email !== email)) {
    throw new DomainError('bad_request', NO_INVITATION, { fields: { invitation: NO_INVITATION } })
  }
  return { ...ADMITTED, accept: () => acceptInvitation(tx, open.id, now), sentToAddress: open.email !== null }
}

/** True while nobody administers; asked again behind the lock, for another may be just signing up. */
async function needsSetup(tx: Tx): Promise<boolean> {
  if (await hasAdministrator(tx)) return false
  await lockFirstSignUp(tx)
  return !(await hasAdministrator(tx))
}
