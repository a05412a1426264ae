import { getDeps } from '../runtime'
import { checkSession, type LiveSession } from '../services/sessions/check'
import { readSessionCookie, sessionCookieName } from './cookie'

/** Who is signed in by the value of the session cookie; null: nobody. Knows nothing of the framework. */
export async function sessionOf(cookie: string | undefined): Promise<LiveSession | null> {
  const named = await readSessionCookie(cookie)
  return named && checkSession(await getDeps(), named.userId, named.sessionId)
}

/** Who is signed in by a `Cookie` header. */
export function sessionOfCookies(sent: string | null): Promise<LiveSession | null> {
  const name = `${sessionCookieName()}=`
  const part = sent?.split(/;\s*/).find((pair) => pair.startsWith(name))
  return sessionOf(part?.slice(name.length))
}

/** Who is signed in by a request's cookie. */
export function sessionFromRequest(request: Request): Promise<LiveSession | null> {
  return sessionOfCookies(request.headers.get('cookie'))
}
