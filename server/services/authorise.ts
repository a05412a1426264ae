import type { ServiceContext, TokenScope } from '../context'
import { DomainError } from '../errors'

/** Lets browsers and the system pass; an API token must have the scope. @throws DomainError `forbidden` */
export function requireScope({ actor }: ServiceContext, scope: TokenScope): void {
  if (actor.kind !== 'token' || actor.scopes.includes(scope)) return
  throw new DomainError('forbidden', `This token lacks the scope "${scope}". Make a token with it on the settings page.`)
}
