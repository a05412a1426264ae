import type { Actor, Deps, ServiceContext, SharedReads } from '../context'
import type { Language } from '../language/languages'

/** Who asks, as the session cookie tells; null for somebody not signed in. */
export interface Caller {
  /** The desk that they look at: checked, they are a member. */
  deskId: string
  /** The accounts that they see of it; null: all. */
  accounts: readonly string[] | null
  actor: Extract<Actor, { kind: 'session' }>
  /** May only set up a second factor, which is needed here. */
  confined?: boolean
}

/** What a procedure gets: the process's things, and who asks. Built per request by `app/api/trpc` and by pages. */
export interface TrpcContext {
  deps: Deps
  caller: Caller | null
  /** The desk that is asked for, whoever asks; null: their own. */
  deskId: string | null
  ipAddress: string | null
  userAgent: string | null
  /** Which failures are told in; absent: English. */
  language?: Language
  /** Set for a page, which only reads. */
  shared?: SharedReads
}

/** First argument of a service for a signed-in caller; the signal ends with the request. */
export function serviceContext(deps: Deps, caller: Caller, signal: AbortSignal, shared?: SharedReads): ServiceContext {
  const { deskId, accounts, actor } = caller
  return {
    ...deps,
    db: accounts === null ? deps.db : deps.db.limitedTo(accounts),
    deskId,
    actor,
    signal,
    ...(shared && { shared }),
  }
}
