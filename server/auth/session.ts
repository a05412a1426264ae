import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { getDeps } from '../runtime'
import { isConfined } from '../services/second-factor/required'
import type { LiveSession } from '../services/sessions/check'
import { sessionCookieName } from './cookie'
import { sessionOf } from './session-of-cookies'

export type { LiveSession } from '../services/sessions/check'

/** Who is signed in, for server components and route handlers; asked once a request. Null: nobody. */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const jar = await cookies()
  return sessionOf(jar.get(sessionCookieName())?.value)
})

/** Who is signed in; somebody who is not goes to the sign-in page and comes back here afterwards. */
export async function requireSession(): Promise<LiveSession> {
  const session = await currentSession()
  if (session) return session
  const path = (await headers()).get('x-path')
  redirect(path ? `/sign-in?from=${encodeURIComponent(path)}` : '/sign-in')
}

/** Whether who is signed in must set up a second factor before anything else. */
export const isConfinedHere = cache(async (): Promise<boolean> => {
  const session = await currentSession()
  return session !== null && isConfined(await getDeps(), session.userId)
})
