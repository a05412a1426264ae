import NextAuth from 'next-auth'
import { isCallerGone, NOBODY_THERE } from '../caller-gone'
import { env } from '../env'
import { readiness } from '../health'
import { getDeps } from '../runtime'
import { UNAVAILABLE } from '../unavailable'
import { authOptions } from './options'

/** Providers that are answered a form, and send nobody back to us. */
const FORMS: ReadonlySet<string> = new Set(['credentials', 'passkey', 'second-step'])

type Context = { params: Promise<{ nextauth: string[] }> }

/** Answers everything under `/api/auth`; what is sent there is a form, as our pages and the library's client send it. */
export async function handleAuth(request: Request, context: Context): Promise<Response> {
  if (
    request.method === 'POST' &&
    !/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get('content-type') ?? '')
  ) {
    return Response.json({ error: 'Send a form.', code: 'unsupported_media_type' }, { status: 415 })
  }
  const [action, provider = ''] = (await context.params).nextauth
  // The library calls it a fault of ours.
  if (request.method === 'GET' && action === 'callback' && FORMS.has(provider)) {
    const said = { error: 'What signs in by a form is sent as one.', code: 'method_not_allowed' }
    return Response.json(said, { status: 405, headers: { allow: 'POST' } })
  }
  // To the library a database that is away is a session that is over, and it would sign people out.
  if (!(await readiness(getDeps)).ready) {
    const said = { error: String(UNAVAILABLE.away), code: 'unavailable' }
    return Response.json(said, { status: 503, headers: { 'retry-after': '5' } })
  }
  // The library reads its public address from here only.
  process.env.NEXTAUTH_URL ??= env().BASE_URL
  const handler: (request: Request, context: Context) => Promise<Response> = NextAuth(authOptions(await getDeps()))
  try {
    return await handler(request, context)
  } catch (error) {
    if (isCallerGone(error, request.signal)) return new Response(null, { status: NOBODY_THERE })
    throw error
  }
}
