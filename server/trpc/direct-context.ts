import { clientAddress } from '@/server/auth/client-address'
import { sessionOfCookies } from '@/server/auth/session-of-cookies'
import { getDeps } from '@/server/runtime'
import type { Deps } from '../context'
import { languageOfHeaders } from '../language/of-request'
import { membershipOf, ownDesk } from '../services/desks/membership'
import { isConfined } from '../services/second-factor/required'
import type { LiveSession } from '../services/sessions/check'
import type { TrpcContext } from './context'
import { deskOfRequest } from './desk-of-request'
import { isOfPage } from './page-of'

/** The context of a request that the framework has not seen. */
export async function directContext(headers: Pick<Headers, 'get'>): Promise<TrpcContext> {
  const [deps, session] = await Promise.all([getDeps(), sessionOfCookies(headers.get('cookie'))])
  return contextOf(deps, session, headers)
}

/** What a procedure gets of somebody who is signed in, or of nobody. */
export async function contextOf(deps: Deps, session: LiveSession | null, headers: Pick<Headers, 'get'>): Promise<TrpcContext> {
  const ipAddress = clientAddress(headers)
  const userAgent = headers.get('user-agent')
  const deskId = deskOfRequest(headers)
  const caller = session && isOfPage(headers, session.userId) ? session : null
  return {
    deps,
    ipAddress,
    userAgent,
    deskId,
    language: languageOfHeaders(headers),
    caller: caller && (await callerOf(deps, caller, deskId, { ipAddress, userAgent })),
  }
}

async function callerOf(
  deps: Deps,
  { userId, sessionId, desks }: LiveSession,
  asked: string | null,
  from: Pick<TrpcContext, 'ipAddress' | 'userAgent'>,
): Promise<TrpcContext['caller']> {
  const known = desks.find(({ id }) => id === asked)
  const [member, confined] = await Promise.all([
    // Who sees some accounts is asked which; who sees all is known with the session.
    known?.limited ? membershipOf(deps, userId, known.id) : known && { deskId: known.id, role: known.role, accounts: null },
    isConfined(deps, userId),
  ])
  // Somebody without that desk has their own, which is not the one that was asked for: `hasDesk` tells.
  const { deskId, role, accounts } = member ?? ownDesk(userId)
  return { deskId, accounts, actor: { kind: 'session', sessionId, userId, role, ...from }, confined }
}
