import { cookies, headers } from 'next/headers'
import type { NextAuthOptions, User } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { type DatabaseTrouble, troubleOf } from '@/db/trouble'
import { describeCause } from '../cause'
import type { Deps } from '../context'
import { env } from '../env'
import { DomainError } from '../errors'
import { parseJson } from '../json'
import { languageOfHeaders } from '../language/of-request'
import { PROVIDERS, type Provider, passkeySignInSchema, secondStepSchema } from '../schemas/security'
import { sitePath } from '../schemas/site-path'
import { signInSchema } from '../schemas/users'
import { finishSecondStep } from '../services/identities/second-step'
import { signInByIdentity } from '../services/identities/sign-in'
import { signInByPasskey } from '../services/passkeys/sign-in'
import { checkSession } from '../services/sessions/check'
import type { SignedIn } from '../services/sessions/open'
import { closeSession } from '../services/sessions/revoke'
import { authenticate } from '../services/users/authenticate'
import { clientAddress } from './client-address'
import { authCookies, isSecure, secondStepCookie } from './cookie'
import { identityOf, oauthProviders } from './providers'
import { currentSession } from './session'
import { SESSION_DAYS, type Visitor } from './session-policy'
import { ownSite } from './ways'

/** What `error` of a failed sign-in holds; `rate_limited:SECONDS` says when to try again. */
export type SignInError =
  | 'invalid_credentials'
  | 'second_factor_required'
  | 'second_factor_wrong'
  | 'passkey_refused'
  /** An account at a provider that is linked to nobody, and may not make a new user. */
  | 'not_linked'
  /** … that is linked to another user. */
  | 'linked_elsewhere'
  /** The code came too long after the provider's yes. */
  | 'second_step_over'
  | `rate_limited:${number}`
  /** The database cannot serve or store; it passes by itself. */
  | `unavailable_${DatabaseTrouble}`
  | 'failed'

/** next-auth hands an error's message to the browser. */
class Refused extends Error {
  constructor(reason: SignInError) {
    super(reason)
  }
}

const headersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional())

const visitorWith = (deps: Deps, headers: Pick<Headers, 'get'>): Visitor => ({
  ...deps,
  ipAddress: clientAddress(headers),
  userAgent: headers.get('user-agent'),
  language: languageOfHeaders(headers),
})

/** Who stands at the door, of a request as next-auth passes it on. */
export function visitorOf(deps: Deps, sent: unknown): Visitor {
  const parsed = headersSchema.safeParse(sent)
  const headers = new Headers()
  for (const [name, value] of Object.entries(parsed.success ? parsed.data : {})) {
    if (value !== undefined) headers.set(name, String(value))
  }
  return visitorWith(deps, headers)
}

/** Turns a service's refusal into what the browser may know; a defect is logged and told as `failed`. */
export function refusal(deps: Deps, error: unknown): Refused {
  if (error instanceof Refused) return error
  if (!(error instanceof DomainError)) {
    deps.log.error({ cause: describeCause(error) }, 'signing in failed')
    const trouble = troubleOf(error)
    if (trouble !== null) return new Refused(`unavailable_${trouble}`)
    return new Refused('failed')
  }
  if (error.code === 'rate_limited') return new Refused(`rate_limited:${error.retryAfterSeconds ?? 60}`)
  if (error.code === 'conflict') return new Refused('second_step_over')
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

/** Signs in by a passkey alone; its challenge came from `security.passkeySignIn`. */
function passkeyProvider(deps: Deps) {
  return CredentialsProvider({
    id: 'passkey',
    name: 'Passkey',
    credentials: { challengeId: { type: 'text' }, response: { type: 'text' } },
    authorize: async (sent, request): Promise<User> => {
      try {
        const input = passkeySignInSchema.safeParse({ challengeId: sent?.challengeId, response: readJson(sent?.response) })
        if (!input.success) throw new Refused('passkey_refused')
        const { userId, sessionId } = await signInByPasskey(visitorOf(deps, request.headers), input.data, ownSite())
        return { id: userId, sessionId }
      } catch (error) {
        const refused = refusal(deps, error)
        throw refused.message === 'invalid_credentials' ? new Refused('passkey_refused') : refused
      }
    },
  })
}

/** The second factor of somebody whom a provider vouched for; the ticket is in a cookie that scripts cannot read. */
function secondStepProvider(deps: Deps) {
  return CredentialsProvider({
    id: 'second-step',
    name: 'Second factor',
    credentials: { code: { type: 'text' } },
    authorize: async (sent, request): Promise<User> => {
      try {
        const input = secondStepSchema.safeParse(sent)
        if (!input.success) throw new Refused('second_factor_wrong')
        const jar = await cookies()
        const ticket = jar.get(secondStepCookie().name)?.value ?? ''
        const { userId, sessionId } = await finishSecondStep(visitorOf(deps, request.headers), ticket, input.data.code)
        jar.delete({ name: secondStepCookie().name, path: secondStepCookie().path })
        return { id: userId, sessionId }
      } catch (error) {
        throw refusal(deps, error)
      }
    },
  })
}

function readJson(text: string | undefined): unknown {
  try {
    return parseJson(text ?? '')
  } catch {
    return undefined
  }
}

/** Signs in by, or links, an account at a provider. @returns the session, or where to go with which error */
async function providerSignIn(deps: Deps, provider: Provider, profile: unknown): Promise<SignedIn | string> {
  try {
    const [sent, here] = await Promise.all([headers(), currentSession()])
    const outcome = await signInByIdentity(
      visitorWith(deps, sent),
      identityOf(provider, profile, env()),
      here,
      env().REGISTRATION,
    )
    if (outcome.kind === 'signed_in') return outcome
    // It goes with the answer, not into the address, where logs and histories would keep it.
    const jar = await cookies()
    jar.set({ ...secondStepCookie(), value: outcome.ticket })
    return '/sign-in?step=code'
  } catch (error) {
    const conflict = error instanceof DomainError && error.code === 'conflict'
    const { message } = conflict ? new Refused('linked_elsewhere') : refusal(deps, error)
    return `/sign-in?error=${message === 'invalid_credentials' ? 'not_linked' : encodeURIComponent(message)}`
  }
}

/** Somebody on their own desk. */
const ownSession = ({ userId, sessionId }: SignedIn) =>
  ({ kind: 'session', sessionId, userId, role: 'owner', ipAddress: null, userAgent: null }) as const

/** Whoever signs in again leaves the session that this browser had before. */
async function closeFormer(deps: Deps, { userId, sessionId }: SignedIn): Promise<void> {
  const former = await currentSession()
  if (!former || former.sessionId === sessionId) return
  const actor = ownSession(former)
  const ctx = { ...deps, deskId: former.userId, actor, signal: new AbortController().signal }
  await closeSession(ctx, former.userId === userId ? { next: sessionId } : {})
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
    cookies: authCookies(),
    session: { strategy: 'jwt', maxAge: SESSION_DAYS * 86_400 },
    // `error` too, else a failed form post ends on the library's own page.
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in', newUser: '/overview' },
    providers: [passwordProvider(deps), passkeyProvider(deps), secondStepProvider(deps), ...oauthProviders(settings)],
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        const provider = PROVIDERS.find((known) => known === account?.provider)
        if (!provider) return account?.type === 'credentials'
        const outcome = await providerSignIn(deps, provider, profile)
        if (typeof outcome === 'string') return outcome
        // The same object comes to `jwt` next.
        user.id = outcome.userId
        user.sessionId = outcome.sessionId
        return true
      },
      jwt: async ({ token, user }) => {
        if (user) {
          await closeFormer(deps, { userId: user.id, sessionId: user.sessionId })
          return { sub: user.id, sid: user.sessionId }
        }
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
        const { origin } = new URL(baseUrl)
        return origin + (sitePath(url, origin) ?? '/')
      },
    },
    events: {
      signOut: async ({ token }) => {
        const named = tokenSchema.safeParse(token)
        if (!named.success) return
        const actor = ownSession({ userId: named.data.sub, sessionId: named.data.sid })
        const signal = new AbortController().signal
        await closeSession({ ...deps, deskId: named.data.sub, actor, signal })
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
