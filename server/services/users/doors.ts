import { hasAdministrator } from '@/db/queries/users'
import type { Deps } from '../../context'
import type { ProviderChoice } from '../../schemas/security'
import type { RegistrationPolicy } from './registration'

export interface Doors {
  registration: RegistrationPolicy
  /** Nobody administers yet: whoever has the setup code signs up first, whatever `registration` says. */
  needsSetup: boolean
  providers: ProviderChoice[]
}

/** What the sign-in and sign-up pages offer. */
export async function getDoors({ db }: Deps, registration: RegistrationPolicy, providers: ProviderChoice[]): Promise<Doors> {
  return { registration, needsSetup: !(await db.asSystem(hasAdministrator)), providers }
}
