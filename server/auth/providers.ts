import type { NextAuthOptions, Profile } from 'next-auth'
import GitHubProvider from 'next-auth/providers/github'
import GoogleProvider from 'next-auth/providers/google'
import { z } from 'zod'
import type { Env } from '../env'
import type { Provider } from '../schemas/security'
import type { ProviderIdentity } from '../services/identities/sign-in'
import { oidcIdentity, oidcProvider, PROVIDER_MS } from './oidc'

const githubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))
const githubProfile = z.object({
  id: z.union([z.number(), z.string()]),
  login: z.string(),
  name: z.string().nullish(),
  verified_email: z.string().nullish(),
})
const googleProfile = z.object({
  sub: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  email_verified: z.boolean().nullish(),
})

interface GitHubAddresses {
  /** People's. */
  site: string
  api: string
}

/** An Enterprise Server has its API below its own address: https://docs.github.com/en/enterprise-server/rest */
function githubAddresses({ GITHUB_URL }: Pick<Env, 'GITHUB_URL'>): GitHubAddresses {
  return GITHUB_URL === undefined
    ? { site: 'https://github.com', api: 'https://api.github.com' }
    : { site: GITHUB_URL, api: `${GITHUB_URL}/api/v3` }
}

/** https://docs.github.com/en/rest/users/emails */
async function askGitHub(url: string, accessToken: string | undefined): Promise<unknown> {
  const headers = { Authorization: `Bearer ${accessToken}`, Accept: 'application/vnd.github+json', 'User-Agent': 'Ballast' }
  const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(PROVIDER_MS) })
  if (!response.ok) throw new Error(`GitHub answered ${response.status}.`)
  return response.json()
}

/** The providers that are configured, each asking for no more than who it is. */
export function oauthProviders(settings: Env): NextAuthOptions['providers'] {
  const providers: NextAuthOptions['providers'] = []
  if (settings.GITHUB_ID !== undefined && settings.GITHUB_SECRET !== undefined) {
    const { site, api } = githubAddresses(settings)
    providers.push(
      GitHubProvider({
        clientId: settings.GITHUB_ID,
        clientSecret: settings.GITHUB_SECRET,
        checks: ['pkce', 'state'],
        httpOptions: { timeout: PROVIDER_MS },
        authorization: { url: `${site}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
        token: `${site}/login/oauth/access_token`,
        issuer: `${site}/login/oauth`,
        userinfo: {
          url: `${api}/user`,
          request: async ({ tokens }) => {
            const profile = githubProfile.parse(await askGitHub(`${api}/user`, tokens.access_token))
            const emails = githubEmails.parse(await askGitHub(`${api}/user/emails`, tokens.access_token))
            const { email } = emails.find(({ primary, verified }) => primary && verified) ?? {}
            // next-auth knows the fields of a profile only loosely; `identityOf` reads them again.
            const told: Profile & Record<string, unknown> = { ...profile, name: profile.name ?? undefined, verified_email: email }
            return told
          },
        },
        profile: (profile) => ({ id: String(profile.id), sessionId: '' }),
      }),
    )
  }
  if (settings.GOOGLE_ID !== undefined && settings.GOOGLE_SECRET !== undefined) {
    providers.push(
      GoogleProvider({
        clientId: settings.GOOGLE_ID,
        clientSecret: settings.GOOGLE_SECRET,
        wellKnown: `${settings.GOOGLE_ISSUER}/.well-known/openid-configuration`,
        checks: ['pkce', 'state', 'nonce'],
        httpOptions: { timeout: PROVIDER_MS },
        profile: (profile) => ({ id: profile.sub, sessionId: '' }),
      }),
    )
  }
  const oidc = oidcProvider(settings)
  return oidc ? [oidc, ...providers] : providers
}

/** Who a provider says it is; an e-mail address only where the provider has verified it. */
export function identityOf(
  provider: Provider,
  profile: unknown,
  settings: Pick<Env, 'OIDC_ISSUER' | 'OIDC_GROUPS_CLAIM' | 'OIDC_ADMIN_GROUP'>,
): ProviderIdentity {
  if (provider === 'oidc') return oidcIdentity(profile, settings)
  if (provider === 'github') {
    const { id, login, name, verified_email } = githubProfile.parse(profile)
    const email = verified_email?.toLowerCase() ?? null
    return { provider, subject: String(id), label: login, name: name ?? null, email, administrator: null }
  }
  const { sub, name, email, email_verified } = googleProfile.parse(profile)
  const verified = email_verified === true ? (email?.toLowerCase() ?? null) : null
  return { provider, subject: sub, label: email ?? null, name: name ?? null, email: verified, administrator: null }
}
