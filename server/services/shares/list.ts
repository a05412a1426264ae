import { listShareLinks as listRows } from '@/db/queries/share-links'
import type { ServiceContext } from '../../context'
import type { ShareLinkView } from '../../domain/views'
import { requireSession } from '../authorise'
import { shareLinkView } from './view'

/** The user's share links that were not revoked, the newest first; expired ones too. */
export async function listShareLinks(ctx: ServiceContext): Promise<ShareLinkView[]> {
  requireSession(ctx)
  const rows = await ctx.db.asDesk(ctx.deskId, (tx) => listRows(tx, ctx.deskId))
  return rows.map(shareLinkView)
}
