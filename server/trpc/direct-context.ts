import { clientAddress } from '@/server/auth/client-address'
import { sessionOfCookies } from '@/server/auth/session-of-cookies'
import { getDeps } from '@/server/runtime'
import type { Deps } from '../context'
import { isConfined } from '../services/second-factor/required'
import type { LiveSession } from '../services/sessions/check'
import type { TrpcContext } from './context'
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
  const caller = session && isOfPage(headers, session.userId) ? session : null
  return {
    deps,
    ipAddress,
    userAgent,
    caller: caller && {
      userId: caller.userId,
      actor: { kind: 'session', sessionId: caller.sessionId, ipAddress, userAgent },
      confined: await isConfined(deps, caller.userId),
    },
  }
}
