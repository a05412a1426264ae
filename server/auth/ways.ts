import { env } from '../env'
import type { Provider } from '../schemas/security'
import { type PasskeySite, passkeySite } from '../services/passkeys/site'

/** Providers that this installation is configured for. */
export function configuredProviders(): Provider[] {
  const { GITHUB_ID, GOOGLE_ID } = env()
  return [...(GITHUB_ID === undefined ? [] : ['github' as const]), ...(GOOGLE_ID === undefined ? [] : ['google' as const])]
}

/** What passkeys of this installation are bound to. */
export const ownSite = (): PasskeySite => passkeySite(env().BASE_URL)
