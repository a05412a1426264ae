import type { NextAuthOptions, User } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { describeCause } from '../cause'
import type { Deps } from '../context'
import { env } from '../env'
import { DomainError } from '../errors'
import { signInSchema } from '../schemas/users'
import { checkSession } from '../services/sessions/check'
import { closeSession } from '../services/sessions/revoke'
import { authenticate } from '../services/users/authenticate'
import { clientAddress } from './client-address'
import { isSecure } from './cookie'
import { SESSION_DAYS, type Visitor } from './session-policy'

/** What `error` of a failed sign-in holds; `rate_limited:SECONDS` says when to try again. */
export type SignInError =
  | 'invalid_credentials'
  | 'second_factor_required'
  | 'second_factor_wrong'
  | `rate_limited:${number}`
  | 'failed'

/** next-auth hands an error's message to the browser. */
class Refused extends Error {
  constructor(reason: SignInError) {
    super(reason)
  }
}

const headersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional())

/** Who stands at the door, of a request as next-auth passes it on. */
export function visitorOf(deps: Deps, sent: unknown): Visitor {
  const parsed = headersSchema.safeParse(sent)
  const headers = new Headers()
  for (const [name, value] of Object.entries(parsed.success ? parsed.data : {})) {
    if (value !== undefined) headers.set(name, String(value))
  }
  return { ...deps, ipAddress: clientAddress(headers), userAgent: headers.get('user-agent') }
}

/** Turns a service's refusal into what the browser may know; a defect is logged and told as `failed`. */
export function refusal(deps: Deps, error: unknown): Refused {
  if (error instanceof Refused) return error
  if (!(error instanceof DomainError)) {
    deps.log.error({ cause: describeCause(error) }, 'signing in failed')
    return new Refused('failed')
  }
  if (error.code === 'rate_limited') return new Refused(`rate_limited:${error.retryAfterSeconds ?? 60}`)
  return new Refused(error.fields?.code ? 'second_factor_wrong' : 'invalid_credentials')
}

function passwordProvider(deps: Deps) {
  return CredentialsProvider({
    id: 'credentials',
    name: 'E-mail and password',
    credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
    authorize: async (sent, request): Promise<User> => {
      try {
        const input = signInSchema.safeParse(sent)
        if (!input.success) throw new Refused('invalid_credentials')
        const outcome = await authenticate(visitorOf(deps, request.headers), input.data)
        if (outcome.kind === 'second_factor') throw new Refused('second_factor_required')
        return { id: outcome.userId, sessionId: outcome.sessionId }
      } catch (error) {
        throw refusal(deps, error)
      }
    },
  })
}

const tokenSchema = z.object({ sub: z.uuid(), sid: z.uuid() })

/**
 * next-auth with sessions that PostgreSQL keeps: the cookie (a sealed JWT) only names one, and every request asks
 * whether it still counts.
 */
export function authOptions(deps: Deps): NextAuthOptions {
  const settings = env()
  return {
    secret: settings.NEXTAUTH_SECRET,
    useSecureCookies: isSecure(),
    session: { strategy: 'jwt', maxAge: SESSION_DAYS * 86_400 },
    // `error` too, else a failed form post ends on the library's own page.
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in', newUser: '/overview' },
    providers: [passwordProvider(deps)],
    callbacks: {
      jwt: async ({ token, user }) => {
        if (user) return { sub: user.id, sid: user.sessionId }
        const named = tokenSchema.parse(token)
        // Thrown here, next-auth clears the cookies of a session that no longer counts.
        if (!(await checkSession(deps, named.sub, named.sid))) throw new Error('This session is over.')
        return token
      },
      session: async ({ session, token }) => {
        const named = tokenSchema.parse(token)
        const live = await checkSession(deps, named.sub, named.sid)
        return { ...session, user: live ? { id: live.userId, email: live.email, name: live.name } : undefined }
      },
      redirect: ({ url, baseUrl }) => {
        const target = new URL(url, baseUrl)
        return target.origin === new URL(baseUrl).origin ? target.toString() : baseUrl
      },
    },
    events: {
      signOut: async ({ token }) => {
        const named = tokenSchema.safeParse(token)
        if (!named.success) return
        const actor = { kind: 'session', sessionId: named.data.sid, ipAddress: null, userAgent: null } as const
        const signal = new AbortController().signal
        await closeSession({ ...deps, userId: named.data.sub, actor, signal })
      },
    },
    logger: {
      // A revoked session is no fault; what is one is logged where it happens.
      error: (code) => code !== 'JWT_SESSION_ERROR' && deps.log.warn({ code }, 'next-auth'),
      warn: () => {},
      debug: () => {},
    },
  }
}
