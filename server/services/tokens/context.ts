import type { Deps, ServiceContext } from '../../context'
import type { Log } from '../../log'
import type { TokenOwner } from './authenticate'

/** What is known of a call by a token, beside whose it is. */
export interface TokenCall {
  address: string
  userAgent: string | null
  signal: AbortSignal
  log: Log
}

/**
 * First argument of every service for the bearer of a token, whichever door they came by: a token that is limited to some
 * accounts gets a database where no others exist.
 */
export function tokenContext(deps: Deps, owner: TokenOwner, { address, userAgent, signal, log }: TokenCall): ServiceContext {
  const { deskId, tokenId, userId, scopes, accounts } = owner
  return {
    // Whole: what is left out here is missed in silence (counts of what is asked with a key were).
    ...deps,
    log,
    db: deps.db.limitedTo(accounts),
    deskId,
    actor: { kind: 'token', tokenId, userId, scopes, ipAddress: address, userAgent },
    signal,
  }
}
