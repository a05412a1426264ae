import { createHash, createHmac } from 'node:crypto'
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

const tokenSchema = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number() })

interface Named {
  userId: string
  sessionId: string
}

/** Cookies that were opened, by their digest, with the end that each bears: a key is derived anew for each opening. */
const opened = new Map<string, Named & { endsAt: number }>()
const MOST_OPENED = 2000

/** The user and session that a session cookie names; null if it is none of ours, or over. Says nothing of being revoked. */
export async function readSessionCookie(value: string | undefined): Promise<Named | null> {
  if (!value) return null
  const secret = env().NEXTAUTH_SECRET
  const digest = createHash('sha256').update(secret).update('\0').update(value).digest('base64')
  const known = opened.get(digest)
  if (known && known.endsAt > Date.now()) return { userId: known.userId, sessionId: known.sessionId }
  opened.delete(digest)
  const payload = await decode({ token: value, secret }).catch(() => null)
  const token = tokenSchema.safeParse(payload)
  if (!token.success) return null
  const named = { userId: token.data.sub, sessionId: token.data.sid }
  opened.set(digest, { ...named, endsAt: token.data.exp * 1000 })
  for (const oldest of opened.keys()) {
    if (opened.size <= MOST_OPENED) break
    opened.delete(oldest)
  }
  return named
}
