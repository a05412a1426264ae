import type { Actor, ServiceContext, TokenScope } from '../context'
import { DomainError } from '../errors'

/** Lets browsers and the system pass; an API token must have the scope. @throws DomainError `forbidden` */
export function requireScope({ actor }: ServiceContext, scope: TokenScope): void {
  if (actor.kind !== 'token' || actor.scopes.includes(scope)) return
  throw new DomainError('forbidden', `This token lacks the scope "${scope}". Make a token with it on the settings page.`)
}

/**
 * Lets signed-in browsers pass and nothing else: what concerns the user's own sign-in, tokens and profile is not for
 * API tokens.
 * @throws DomainError `forbidden`
 */
export function requireSession({ actor }: ServiceContext): Extract<Actor, { kind: 'session' }> {
  if (actor.kind === 'session') return actor
  throw new DomainError('forbidden', 'This can only be done in a browser that is signed in.')
}
