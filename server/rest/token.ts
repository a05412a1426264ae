import type { Deps, TokenScope } from '../context'

/** Whose token it is, and what it may do. */
export interface RestCaller {
  userId: string
  tokenId: string
  scopes: readonly TokenScope[]
}

/**
 * Turns the key of a request into its owner.
 * @throws DomainError `unauthenticated` for none, an unknown, expired or revoked one; `rate_limited` for guessing
 */
export type RestAuthenticator = (deps: Deps, token: string | null, address: string) => Promise<RestCaller>
