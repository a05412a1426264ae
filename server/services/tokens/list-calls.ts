import { listTokenCalls } from '@/db/queries/token-calls'
import { findToken } from '@/db/queries/tokens'
import type { ServiceContext } from '../../context'
import type { TokenCallView } from '../../domain/views'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { requireSession } from '../authorise'

/**
 * The last calls that were made with one of the user's tokens, the newest first, and the last that failed. Those of other
 * processes come within seconds. @throws DomainError `not_found`
 */
export async function listCalls(ctx: ServiceContext, { id }: { id: string }): Promise<TokenCallView[]> {
  requireSession(ctx)
  await ctx.tokenUses?.write()
  const rows = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    if (!(await findToken(tx, ctx.deskId, id))) throw new DomainError('not_found', sentence`No such token.`)
    return listTokenCalls(tx, ctx.deskId, id)
  })
  return rows.map(({ id: call, at, method, route, status, client, address }) => ({
    ...{ id: String(call), at, method, route, status, client, address },
  }))
}
