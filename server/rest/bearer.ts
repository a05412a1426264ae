import { hashCode } from '../auth/codes'
import type { Deps, TokenUse } from '../context'
import { DomainError } from '../errors'
import type { TokenOwner } from '../services/tokens/authenticate'
import { type RateState, type RestRateLimiter, takeForAddress, tooManyRequests } from './rate-limit'
import type { RestAuthenticator } from './token'

/** How a request with a token is let in: its rate first, then whose it is. The same for the REST API and for agents. */

export interface BearerDeps extends Deps {
  limiter: RestRateLimiter
  authenticate: RestAuthenticator
}

/** Whose a token is. */
type Whose = Pick<TokenOwner, 'tokenId' | 'deskId'>

/** Tokens of which a process remembers whose they are. Beyond so many, calls over their rate are refused and not told. */
const MOST_REMEMBERED = 10_000
const remembered = new WeakMap<RestRateLimiter, Map<string, Whose>>()

function remember(limiter: RestRateLimiter, token: string, { tokenId, deskId }: Whose): void {
  const known = remembered.get(limiter) ?? new Map<string, Whose>()
  remembered.set(limiter, known)
  const hash = hashCode(token)
  // The one that was used longest ago goes first.
  known.delete(hash)
  known.set(hash, { tokenId, deskId })
  if (known.size > MOST_REMEMBERED) known.delete(known.keys().next().value ?? '')
}

/** Counts one request of a token, or of an address where none was sent. */
export function takeFor(
  { limiter }: Pick<BearerDeps, 'limiter'>,
  token: string | null,
  address: string,
): Promise<RateState & { allowed: boolean }> {
  return token === null ? takeForAddress(limiter, address) : limiter.take(`token ${hashCode(token)}`)
}

/**
 * The refusal of a token (or an address) over its rate. Whose token it is was found when its first calls were let in: the
 * database is not asked again for each that is refused.
 */
export function overItsRate({ limiter }: Pick<BearerDeps, 'limiter'>, token: string | null, taken: RateState): DomainError {
  return tooManyRequests(taken, token === null ? undefined : remembered.get(limiter)?.get(hashCode(token)))
}

/** @throws DomainError as the authenticator does */
export async function letIn(deps: BearerDeps, token: string | null, address: string): Promise<TokenOwner> {
  const owner = await deps.authenticate(deps, token, address)
  if (token !== null) remember(deps.limiter, token, owner)
  return owner
}

/** What a refusal at the door was of, for the token's own page: nothing where it was no token's, or that is not known. */
export function refusedUse(error: unknown, how: Pick<TokenUse, 'method' | 'route'>) {
  return error instanceof DomainError && error.token ? { ...error.token, ...how } : undefined
}
