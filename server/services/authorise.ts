import type { Actor, ServiceContext, TokenScope } from '../context'
import { LIMITED_REFUSAL } from '../domain/desks/refusal'
import { DomainError } from '../errors'
import { sentence } from '../language/sentence'

/** Lets browsers and the system pass; an API token must have the scope. @throws DomainError `forbidden` */
export function requireScope({ actor }: ServiceContext, scope: TokenScope): void {
  if (actor.kind !== 'token' || actor.scopes.includes(scope)) return
  throw new DomainError('forbidden', /*same*/ `This token lacks the scope "${scope}". Make a token with it on the settings page.`)
}

/**
 * Refuses a token, or a member, that is limited to some accounts: for what concerns all of them, or would tell of the others (which
 * names and keys are taken).
 * @param what it is, at the beginning of a sentence
 * @throws DomainError `forbidden`
 */
export function requireAllAccounts({ db, actor }: ServiceContext, what: string): void {
  if (db.accounts === null) return
  if (actor.kind === 'session') throw new DomainError('forbidden', LIMITED_REFUSAL)
  throw new DomainError('forbidden', /*same*/ `${what} needs a token for all accounts; this one is limited to some.`)
}

/** The same caller without the limit of their token: only for what is the same for everybody, after they were let in. */
export function withoutLimit(ctx: ServiceContext): ServiceContext {
  return ctx.db.accounts === null ? ctx : { ...ctx, db: ctx.db.whole }
}

/**
 * Lets signed-in browsers pass and nothing else: what concerns the user's own sign-in, tokens and profile is not for
 * API tokens.
 * @throws DomainError `forbidden`
 */
export function requireSession({ actor }: ServiceContext): Extract<Actor, { kind: 'session' }> {
  if (actor.kind === 'session') return actor
  throw new DomainError('forbidden', sentence`This can only be done in a browser that is signed in.`)
}

/** The person who is signed in. @throws DomainError `forbidden` where nobody is, as `requireSession` */
export const personOf = (ctx: ServiceContext): string => requireSession(ctx).userId

/** The person who acts, or who made the token that does; null: the worker, or nobody knows. */
export const actingPerson = ({ actor }: Pick<ServiceContext, 'actor'>): string | null =>
  actor.kind === 'system' ? null : actor.userId
