import { createHmac } from 'node:crypto'
import type { NextAuthOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { type Env, env } from '../env'
import { SECOND_STEP_MS } from './session-policy'

/** Over https the cookie goes over nothing else, and the browser holds its name to that. */
export const isSecure = () => env().BASE_URL.startsWith('https:')

/**
 * Cookies know no ports: a browser sends those of one installation to every other on the same host, and signing in to one
 * would sign out of the other. So each names its own by what all its web processes share and nobody else has.
 * @returns e.g. `ballast-1f0c9a3e.session-token`
 */
export function cookieName(
  name: string,
  { NEXTAUTH_SECRET, BASE_URL }: Pick<Env, 'NEXTAUTH_SECRET' | 'BASE_URL'> = env(),
): string {
  const id = createHmac('sha256', NEXTAUTH_SECRET).update('names of cookies').digest('hex').slice(0, 8)
  return `${BASE_URL.startsWith('https:') ? '__Host-' : ''}ballast-${id}.${name}`
}
export const sessionCookieName = () => cookieName('session-token')

/** The library's cookies, over https each bound to this host and this path alone. */
export function authCookies(): NextAuthOptions['cookies'] {
  const cookie = (name: string) => ({
    name: cookieName(name),
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isSecure() },
  })
  const brief = (name: string) => ({ ...cookie(name), options: { ...cookie(name).options, maxAge: SECOND_STEP_MS / 1000 } })
  return {
    ...{ sessionToken: cookie('session-token'), callbackUrl: cookie('callback-url'), csrfToken: cookie('csrf-token') },
    ...{ pkceCodeVerifier: brief('pkce.code_verifier'), state: brief('state'), nonce: cookie('nonce') },
  }
}

/** Holds what a provider's yes is worth until the second factor is given. */
export const secondStepCookie = () => ({
  name: cookieName('second-step'),
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isSecure(),
  maxAge: SECOND_STEP_MS / 1000,
})

const tokenSchema = z.object({ sub: z.uuid(), sid: z.uuid() })

/** The user and session that a session cookie names; null if it is none of ours, or over. Says nothing of being revoked. */
export async function readSessionCookie(value: string | undefined): Promise<{ userId: string; sessionId: string } | null> {
  if (!value) return null
  const payload = await decode({ token: value, secret: env().NEXTAUTH_SECRET }).catch(() => null)
  const token = tokenSchema.safeParse(payload)
  return token.success ? { userId: token.data.sub, sessionId: token.data.sid } : null
}
