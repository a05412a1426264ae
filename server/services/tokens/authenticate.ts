import { findTokenByAccessKey } from '@/db/queries/oauth'
import { findTokenByHash, type KnownToken, touchToken, withinBoth } from '@/db/queries/tokens'
import { inAddressList } from '../../auth/addresses'
import { hashCode } from '../../auth/codes'
import type { AgentDeed, Deps, TokenScope } from '../../context'
import { mayAs, ROLE_OF_SCOPE, roleOf } from '../../domain/desks/roles'
import { isFresh } from '../../domain/staleness'
import { DomainError } from '../../errors'
import { ACCESS_PREFIX } from '../oauth/keys'
import { SingleFlight } from '../single-flight'
import { countAttempts } from '../users/attempts'
import { TOKEN_PREFIX } from './create'
import { knownDeeds, knownScopes } from './view'

/** Last use is written at most so often. */
const TOUCH_MS = 60_000
/** Of fifty requests that come in one moment one writes it: each would wait for the one before to let go of the row. */
const touching = new SingleFlight<void>()
/** Longer than any token; what is longer is not even hashed. */
const LONGEST = 200

export interface TokenOwner {
  deskId: string
  tokenId: string
  /** Who made it; null: not known. */
  userId: string | null
  scopes: readonly TokenScope[]
  /** The accounts that it is limited to; null: all. */
  accounts: readonly string[] | null
  /** What an agent may do with it beyond reading, by name. */
  tools: readonly AgentDeed[]
}

/**
 * Whose API token it is. An unknown, expired or revoked one, and one whose owner is disabled, get the same words; the error
 * names whose token it was where there is such a one, for its page.
 * @param token as sent; null: none was
 * @param address of the caller
 * @throws DomainError `unauthenticated`; `forbidden` from an address that is not on the token's list; `rate_limited`
 * after too many unknown tokens from one address
 */
export function authenticateToken(deps: Deps, token: string | null, address: string): Promise<TokenOwner> {
  return authenticate(deps, token, address, (key) => (isHandMade(key) ? findTokenByHash : null))
}

/**
 * The same at the agents' door, where the keys are good too that programs were given by OAuth: those are for it alone.
 * @throws DomainError as `authenticateToken`
 */
export function authenticateAgent(deps: Deps, token: string | null, address: string): Promise<TokenOwner> {
  return authenticate(deps, token, address, (key) =>
    isHandMade(key) ? findTokenByHash : key.startsWith(ACCESS_PREFIX) ? findTokenByAccessKey : null,
  )
}

const isHandMade = (key: string) => key.startsWith(TOKEN_PREFIX)

type Finder = typeof findTokenByHash

async function authenticate(
  deps: Deps,
  token: string | null,
  address: string,
  finderOf: (key: string) => Finder | null,
): Promise<TokenOwner> {
  if (token === null) {
    throw new DomainError(
      'unauthenticated',
      /*same*/ 'Send an API token: "Authorization: Token <key>". Tokens are made on the settings page.',
    )
  }
  const find = token.length < LONGEST ? finderOf(token) : null
  const { found, counts } = (find && (await look(deps, token, find))) ?? { found: null, counts: false }
  // Its owner is told; whoever asks is not told whether there is such a token.
  const whose = found ? { tokenId: found.id, deskId: found.deskId } : undefined
  if (!found || !counts) {
    await countAttempts(deps, [{ kind: 'token_address', subject: address }])
    throw new DomainError('unauthenticated', /*same*/ 'This API token is unknown, expired or revoked.', { token: whose })
  }
  if (found.ipAllowList !== null && !inAddressList(address, found.ipAllowList)) {
    throw new DomainError('forbidden', /*same*/ 'This API token may not be used from this address.', { token: whose })
  }
  return {
    deskId: found.deskId,
    tokenId: found.id,
    userId: found.createdBy,
    scopes: scopesOf(found),
    accounts: withinBoth(found.accountIds, found.memberAccounts),
    tools: knownDeeds(found.tools),
  }
}

/** What it allows, as far as who made it may that themselves. */
function scopesOf({ scopes, role }: KnownToken): readonly TokenScope[] {
  return role === null ? [] : knownScopes(scopes).filter((scope) => mayAs(roleOf({ role }), ROLE_OF_SCOPE[scope]))
}

/** The token and whether it counts now: then its last use is noted. */
async function look({ db, now }: Deps, token: string, find: Finder): Promise<{ found: KnownToken; counts: boolean } | null> {
  const at = now()
  const found = await find(db, hashCode(token))
  if (!found) return null
  const { id, deskId, expiresAt, lastUsedAt } = found
  if (found.ended || (expiresAt !== null && expiresAt <= at)) return { found, counts: false }
  if (lastUsedAt === null || !isFresh(lastUsedAt, TOUCH_MS, at)) {
    await touching.run(id, () => db.asDesk(deskId, (tx) => touchToken(tx, deskId, id, at)))
  }
  return { found, counts: true }
}
