import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Configuration } from 'oidc-provider'
import { bodyOf } from './body'
import { type Persona, personaOf } from './persona'

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
  /** As they last signed in. */
  const people = new Map<string, Persona>()
  const configuration: Configuration = {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: client.redirects }],
    claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: like === 'any',
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/login/${uid}` },
    findAccount: (_, accountId) => {
      const person = people.get(accountId)
      if (!person) return undefined
      const { email, verified, groups } = person
      return {
        accountId,
        claims: () => ({ sub: accountId, email, email_verified: verified, name: email.split('@')[0], groups }),
      }
    },
    loadExistingGrant: async ({ oidc }) => {
      const { client: asks, account, provider: own } = oidc
      if (!asks || !account) return undefined
      const grant = new own.Grant({ clientId: asks.clientId, accountId: account.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    ...(like === 'google' && {
      routes: { authorization: '/o/oauth2/v2/auth', token: '/token', userinfo: '/v1/userinfo', jwks: '/oauth2/v3/certs' },
    }),
  }
  const provider = new Provider(`http://127.0.0.1:${port}`, configuration)
  const standard = provider.callback()

  async function login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      const form = '<form method="post"><input name="login" placeholder="Enter any login"><button>Sign-in</button></form>'
      response.writeHead(200, { 'content-type': 'text/html' }).end(form)
      return
    }
    const person = personaOf(new URLSearchParams(await bodyOf(request)).get('login') ?? '')
    people.set(person.id, person)
    await provider.interactionFinished(request, response, { login: { accountId: person.id } })
  }

  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/login/')) return void standard(request, response)
    login(request, response).catch((error: Error) => response.writeHead(500).end(error.message))
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}
