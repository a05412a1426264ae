import type { Deps } from '../context'
import type { TokenOwner } from '../services/tokens/authenticate'

/** Whose token it is, and what it may do. */
export type RestCaller = TokenOwner

/**
 * Turns the key of a request into its owner.
 * @throws DomainError `unauthenticated` for none, an unknown, expired or revoked one; `rate_limited` for guessing
 */
export type RestAuthenticator = (deps: Deps, token: string | null, address: string) => Promise<RestCaller>
