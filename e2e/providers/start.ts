import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { freePort } from '../../scripts/demo-process'
import { startGitHub } from './github'
import { startOpenId } from './openid'

/** Whoever is in it administers. */
export const ADMIN_GROUP = 'ballast-admins'

export interface Providers {
  /** What Ballast is to be started with. */
  env: Record<string, string>
  close(): Promise<void>
}

/** An OpenID provider, a Google and a GitHub on loopback, for Ballast at any of these addresses. */
export async function startProviders(addresses: readonly string[]): Promise<Providers> {
  const secret = () => randomBytes(24).toString('base64url')
  const client = (provider: string) => ({
    id: `ballast-${provider}`,
    secret: secret(),
    redirects: addresses.map((address) => `${address}/api/auth/callback/${provider}`),
  })
  const [oidc, google, github] = [client('oidc'), client('google'), client('github')]
  const ports = { oidc: await freePort(), google: await freePort(), github: await freePort() }
  const servers: Server[] = [
    await startOpenId(ports.oidc, oidc),
    await startOpenId(ports.google, google, 'google'),
    await startGitHub(ports.github, github),
  ]
  return {
    env: {
      OIDC_ISSUER: `http://127.0.0.1:${ports.oidc}`,
      OIDC_CLIENT_ID: oidc.id,
      OIDC_CLIENT_SECRET: oidc.secret,
      OIDC_NAME: 'Desk login',
      OIDC_ADMIN_GROUP: ADMIN_GROUP,
      GOOGLE_ISSUER: `http://127.0.0.1:${ports.google}`,
      GOOGLE_ID: google.id,
      GOOGLE_SECRET: google.secret,
      GITHUB_URL: `http://127.0.0.1:${ports.github}`,
      GITHUB_ID: github.id,
      GITHUB_SECRET: github.secret,
    },
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise<void>((resolve) => server.close(() => resolve()))
      }
    },
  }
}
