import { isEmptyInstallation } from '@/db/queries/users'
import type { Deps } from '../../context'
import type { ProviderChoice } from '../../schemas/security'
import type { RegistrationPolicy } from './registration'

export interface Doors {
  /** As it stands now: the first user of an installation may always sign up. */
  registration: RegistrationPolicy
  providers: ProviderChoice[]
}

/** What the sign-in and sign-up pages offer. */
export async function getDoors({ db }: Deps, policy: RegistrationPolicy, providers: ProviderChoice[]): Promise<Doors> {
  const registration = policy !== 'open' && (await db.asSystem(isEmptyInstallation)) ? 'open' : policy
  return { registration, providers }
}
