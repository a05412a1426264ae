import { env } from '../env'
import type { ProviderChoice } from '../schemas/security'
import { type PasskeySite, passkeySite } from '../services/passkeys/site'

/** Providers that this installation is configured for. */
export function configuredProviders(): ProviderChoice[] {
  const { GITHUB_ID, GOOGLE_ID, OIDC_ISSUER, OIDC_NAME } = env()
  return [
    ...(OIDC_ISSUER === undefined ? [] : [{ id: 'oidc', name: OIDC_NAME } as const]),
    ...(GITHUB_ID === undefined ? [] : [{ id: 'github', name: 'GitHub' } as const]),
    ...(GOOGLE_ID === undefined ? [] : [{ id: 'google', name: 'Google' } as const]),
  ]
}

/** What passkeys of this installation are bound to. */
export const ownSite = (): PasskeySite => passkeySite(env().BASE_URL)
