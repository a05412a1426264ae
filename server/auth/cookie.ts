import { decode } from 'next-auth/jwt'
import { z } from 'zod'
import { env } from '../env'
import { SECOND_STEP_MS } from './session-policy'

/** Over https the cookie goes over nothing else, and the browser holds its name to that. */
export const isSecure = () => env().BASE_URL.startsWith('https:')
export const sessionCookieName = () => `${isSecure() ? '__Secure-' : ''}next-auth.session-token`

/** Holds what a provider's yes is worth until the second factor is given. */
export const secondStepCookie = () => ({
  name: `${isSecure() ? '__Secure-' : ''}ballast.second-step`,
  path: '/api/auth',
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
