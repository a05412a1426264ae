import type { Visitor } from '../../auth/session-policy'
import type { Deps } from '../../context'
import type { TestContext } from '../testing'
import { authenticate } from './authenticate'
import { registerUser } from './register'
import { makeSetupCode } from './setup-code'

export const PASSWORD = 'correct horse battery'

/** Somebody at the door, each at an address of their own unless it is given. */
let visitors = 0
export function someVisitor(deps: Deps, change: Partial<Visitor> = {}): Visitor {
  return { ...deps, ipAddress: `192.0.2.${++visitors % 250}`, userAgent: 'Test browser', ...change }
}

/** Signs somebody up, and in; while nobody administers the installation, with its setup code. */
export async function signedUp(deps: Deps, email: string, password = PASSWORD): Promise<TestContext> {
  const visitor = someVisitor(deps)
  const setupCode = (await makeSetupCode(deps)) ?? undefined
  await registerUser(visitor, { email, password, setupCode }, 'open')
  return signedIn(visitor, email, password)
}

export async function signedIn(visitor: Visitor, email: string, password = PASSWORD, code?: string): Promise<TestContext> {
  const outcome = await authenticate(visitor, { email, password, code })
  if (outcome.kind !== 'signed_in') throw new Error('A second factor is asked for.')
  const { ipAddress, userAgent, ...deps } = visitor
  const { userId, sessionId } = outcome
  const actor = { kind: 'session', sessionId, userId, role: 'owner', ipAddress, userAgent } as const
  return { ...deps, userId, deskId: userId, actor, signal: new AbortController().signal }
}
