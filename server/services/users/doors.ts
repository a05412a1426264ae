import { isEmptyInstallation } from '@/db/queries/users'
import type { Deps } from '../../context'
import type { Provider } from '../../schemas/security'
import type { RegistrationPolicy } from './registration'

export interface Doors {
  /** As it stands now: the first user of an installation may always sign up. */
  registration: RegistrationPolicy
  providers: Provider[]
}

/** What the sign-in and sign-up pages offer. */
export async function getDoors({ db }: Deps, policy: RegistrationPolicy, providers: Provider[]): Promise<Doors> {
  const registration = policy !== 'open' && (await db.asSystem(isEmptyInstallation)) ? 'open' : policy
  return { registration, providers }
}
