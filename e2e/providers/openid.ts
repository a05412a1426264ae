import type { Server } from 'node:http'
import type { Configuration } from 'oidc-provider'
import { personaOf } from './persona'

/** The provider's code knows `URL.parse` of Node 22; Ballast's tests run on Node 20.9 too. */
URL.parse ??= (url: string | URL, base?: string | URL) => (URL.canParse(url, base) ? new URL(url, base) : null)

export interface OpenIdClient {
  id: string
  secret: string
  redirects: string[]
}

/**
 * A real OpenID provider on loopback (panva's `oidc-provider`): discovery, code flow with PKCE, RS256. It lets anybody in
 * under any name (`personaOf`) and asks for no consent.
 * @param like `google`: its paths, and addresses in the ID token as Google has them; they are in `userinfo` alone otherwise
 */
export async function startOpenId(port: number, client: OpenIdClient, like: 'any' | 'google' = 'any'): Promise<Server> {
  const { default: Provider } = await import('oidc-provider')
  const logins = new Map<string, string>()
  const configuration: Configuration = {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: client.redirects }],
    claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: like === 'any',
    findAccount: (_, given) => {
      // Signing in it is what was typed; afterwards the id, of whom the last sign-in said all.
      const login = logins.get(given) ?? given
      const { id, email, verified, groups } = personaOf(login)
      logins.set(id, login)
      return {
        accountId: id,
        claims: () => ({ sub: id, email, email_verified: verified, name: email.split('@')[0], groups }),
      }
    },
    loadExistingGrant: async ({ oidc }) => {
      const { client: asks, account, provider } = oidc
      if (!asks || !account) return undefined
      const grant = new provider.Grant({ clientId: asks.clientId, accountId: account.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    ...(like === 'google' && {
      routes: { authorization: '/o/oauth2/v2/auth', token: '/token', userinfo: '/v1/userinfo', jwks: '/oauth2/v3/certs' },
    }),
  }
  const provider = new Provider(`http://127.0.0.1:${port}`, configuration)
  return new Promise((resolve) => {
    const server = provider.listen(port, '127.0.0.1', () => resolve(server))
  })
}
