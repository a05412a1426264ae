import { findToken } from '@/db/queries/tokens'
import type { ServiceContext } from '@/server/context'
import type { TokenView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { tokenView } from '../tokens/view'

/** The token that asks, as its owner sees it: nothing of the owner's profile. @throws DomainError `unauthenticated` once it is gone */
export async function getOwnToken(ctx: ServiceContext): Promise<TokenView> {
  const { actor } = ctx
  if (actor.kind !== 'token') throw new DomainError('forbidden', /*same*/ 'Only an API token can ask what it is.')
  const row = await ctx.db.asDesk(ctx.deskId, (tx) => findToken(tx, ctx.deskId, actor.tokenId))
  if (!row) throw new DomainError('unauthenticated', /*same*/ 'This API token is unknown, expired or revoked.')
  return tokenView(row)
}
