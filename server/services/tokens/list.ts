import { listTokens as listRows } from '@/db/queries/tokens'
import type { ServiceContext } from '../../context'
import type { TokenView } from '../../domain/views'
import { requireSession } from '../authorise'
import { tokenView } from './view'

/** The user's API tokens, the newest first; revoked and expired ones too. */
export async function listTokens(ctx: ServiceContext): Promise<TokenView[]> {
  requireSession(ctx)
  const rows = await ctx.db.asDesk(ctx.deskId, (tx) => listRows(tx, ctx.deskId))
  return rows.map(tokenView)
}
