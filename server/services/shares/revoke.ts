import { revokeShareLink as revokeRow } from '@/db/queries/share-links'
import type { ServiceContext } from '../../context'
import type { ShareLinkView } from '../../domain/views'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireSession } from '../authorise'
import { shareLinkView } from './view'

/** Ends a link; whoever looks next is told that there is none. Revoking it again changes nothing. @throws DomainError `not_found` */
export async function revokeShareLink(ctx: ServiceContext, input: { id: string }): Promise<ShareLinkView> {
  requireSession(ctx)
  const now = ctx.now()
  return ctx.db.asDesk(ctx.deskId, async (tx) => {
    const revoked = await revokeRow(tx, ctx.deskId, input.id, now)
    if (!revoked) throw new DomainError('not_found', sentence`No such link.`)
    const { row, ended } = revoked
    if (ended) await recordDeskAudit(tx, ctx.deskId, ctx.actor, now, 'share_link_revoked', { link: row.id, title: row.title })
    return shareLinkView(row)
  })
}
