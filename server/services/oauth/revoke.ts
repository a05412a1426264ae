import { z } from 'zod'
import { findOAuthKey } from '@/db/queries/oauth'
import { revokeToken } from '@/db/queries/tokens'
import { hashCode } from '../../auth/codes'
import type { Deps } from '../../context'
import { recordDeskAudit } from '../audit/record'
import { OAuthProblem } from './problem'

const schema = z.object({ token: z.string().max(4000), client_id: z.string().max(4000) })

/**
 * A program gives back what it was allowed, by either of its keys; all of it ends (RFC 7009). A key that is unknown is over
 * already. @throws OAuthProblem
 */
export async function giveBack(deps: Deps, sent: unknown): Promise<void> {
  const asked = schema.safeParse(sent)
  if (!asked.success) throw new OAuthProblem('invalid_request', 'Send token and client_id.')
  const now = deps.now()
  await deps.db.asSystem(async (tx) => {
    const key = await findOAuthKey(tx, hashCode(asked.data.token))
    if (!key || key.clientId !== asked.data.client_id) return
    const revoked = await revokeToken(tx, key.deskId, key.tokenId, now)
    if (!revoked?.ended) return
    const { id, name } = revoked.row
    await recordDeskAudit(tx, key.deskId, { kind: 'system' }, now, 'token_revoked', { token: id, name })
  })
}
