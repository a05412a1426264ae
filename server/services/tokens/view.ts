import type { TokenRow } from '@/db/queries/tokens'
import { AGENT_DEEDS, type AgentDeed, TOKEN_SCOPES, type TokenScope } from '../../context'
import type { TokenView } from '../../domain/views'

/** Scopes of a stored token that this version knows. */
export function knownScopes(scopes: readonly string[]): TokenScope[] {
  return TOKEN_SCOPES.filter((scope) => scopes.includes(scope))
}

/** Deeds of agents that a stored token allows and this version knows. */
export function knownDeeds(tools: readonly string[]): AgentDeed[] {
  return AGENT_DEEDS.filter((deed) => tools.includes(deed))
}

/** A token as its owner sees it: never its hash. */
export function tokenView(row: TokenRow): TokenView {
  const { id, name, prefix, ipAllowList, accountIds, createdAt, expiresAt, lastUsedAt, revokedAt } = row
  const may = { scopes: knownScopes(row.scopes), tools: knownDeeds(row.tools), accountIds, byProgram: row.clientId !== null }
  return { id, name, prefix, ...may, ipAllowList, createdAt, expiresAt, lastUsedAt, revokedAt }
}
