import { clientAddress } from '@/server/auth/client-address'
import { currentSession, type LiveSession, sessionOfCookies } from '@/server/auth/session'
import { getDeps } from '@/server/runtime'
import type { Deps } from '../context'
import { isConfined } from '../services/second-factor/required'
import type { TrpcContext } from './context'

/** The context of one HTTP request: who is signed in by its cookie, from which address, with which agent. */
export async function requestContext(headers: Headers): Promise<TrpcContext> {
  const [deps, session] = await Promise.all([getDeps(), currentSession()])
  return contextOf(deps, session, headers)
}

/** The same of a request that the framework has not seen. */
export async function directContext(headers: Pick<Headers, 'get'>): Promise<TrpcContext> {
  const [deps, session] = await Promise.all([getDeps(), sessionOfCookies(headers.get('cookie'))])
  return contextOf(deps, session, headers)
}

async function contextOf(deps: Deps, session: LiveSession | null, headers: Pick<Headers, 'get'>): Promise<TrpcContext> {
  const ipAddress = clientAddress(headers)
  const userAgent = headers.get('user-agent')
  return {
    deps,
    ipAddress,
    userAgent,
    caller: session && {
      userId: session.userId,
      actor: { kind: 'session', sessionId: session.sessionId, ipAddress, userAgent },
      confined: await isConfined(deps, session.userId),
    },
  }
}
