import type { Deps } from '../context'
import type { Language } from '../language/languages'

const DAY_MS = 86_400_000
/** A session ends so long after signing in, whatever is done in it … */
export const SESSION_DAYS = 30
/** … and so long after it was last used. */
export const SESSION_IDLE_DAYS = 7
/** How long after a provider's yes the second factor may be given. */
export const SECOND_STEP_MS = 10 * 60_000
/** Last use is written at most so often. */
export const TOUCH_MS = 60_000

export const sessionEnd = (now: Date) => new Date(now.getTime() + SESSION_DAYS * DAY_MS)
export const idleSince = (now: Date) => new Date(now.getTime() - SESSION_IDLE_DAYS * DAY_MS)

/** What the process has, and who stands at the door: from which address, with which agent, reading which language. */
export interface Visitor extends Deps {
  ipAddress: string | null
  userAgent: string | null
  /** Of the page; absent: a program's, which has none. */
  language?: Language
}

/** An agent's name as it is kept: enough to know a device again. */
export const keptAgent = (agent: string | null) => agent?.slice(0, 400) ?? null
