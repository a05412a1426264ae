import type { TokenRow } from '@/db/queries/tokens'
import { TOKEN_SCOPES, type TokenScope } from '../../context'
import type { TokenView } from '../../domain/views'

/** Scopes of a stored token that this version knows. */
export function knownScopes(scopes: readonly string[]): TokenScope[] {
  return TOKEN_SCOPES.filter((scope) => scopes.includes(scope))
}

/** A token as its owner sees it: never its hash. */
export function tokenView(row: TokenRow): TokenView {
  const { id, name, prefix, ipAllowList, createdAt, expiresAt, lastUsedAt, revokedAt } = row
  return { id, name, prefix, scopes: knownScopes(row.scopes), ipAllowList, createdAt, expiresAt, lastUsedAt, revokedAt }
}
