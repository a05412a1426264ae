import { revokeToken as revokeRow } from '@/db/queries/tokens'
import type { ServiceContext } from '../../context'
import type { TokenView } from '../../domain/views'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { requireSession } from '../authorise'
import { tokenView } from './view'

/** Ends a token; its next use is refused. Revoking it again changes nothing. @throws DomainError `not_found` */
export async function revokeToken(ctx: ServiceContext, input: { id: string }): Promise<TokenView> {
  requireSession(ctx)
  const now = ctx.now()
  return ctx.db.asDesk(ctx.deskId, async (tx) => {
    const revoked = await revokeRow(tx, ctx.deskId, input.id, now)
    if (!revoked) throw new DomainError('not_found', sentence`No such token.`)
    const { row, ended } = revoked
    if (ended) await recordDeskAudit(tx, ctx.deskId, ctx.actor, now, 'token_revoked', { token: row.id, name: row.name })
    return tokenView(row)
  })
}
