import { currentSession } from '@/server/auth/session'
import { getDeps } from '@/server/runtime'
import type { TrpcContext } from './context'
import { contextOf } from './direct-context'

/** The context of one HTTP request: who is signed in by its cookie, from which address, with which agent. */
export async function requestContext(headers: Headers): Promise<TrpcContext> {
  const [deps, session] = await Promise.all([getDeps(), currentSession()])
  return contextOf(deps, session, headers)
}
