import { insertToken } from '@/db/queries/tokens'
import { hashCode, newCode } from '../../auth/codes'
import type { ServiceContext } from '../../context'
import type { NewTokenView } from '../../domain/views'
import type { CreateTokenInput } from '../../schemas/tokens'
import { recordAudit } from '../audit/record'
import { requireSession } from '../authorise'
import { tokenView } from './view'

/** What every token begins with, so that scanners of leaked secrets know one. */
export const TOKEN_PREFIX = 'bal_'
const SHOWN_CHARACTERS = 10
const DAY_MS = 86_400_000

/** Makes an API token: 256 random bits, of which only the SHA-256 is kept. The answer is the only time it is shown. */
export async function createToken(ctx: ServiceContext, input: CreateTokenInput): Promise<NewTokenView> {
  requireSession(ctx)
  const now = ctx.now()
  const secret = `${TOKEN_PREFIX}${newCode()}`
  const row = await ctx.db.asUser(ctx.userId, async (tx) => {
    const stored = await insertToken(tx, ctx.userId, {
      name: input.name,
      hash: hashCode(secret),
      prefix: secret.slice(0, SHOWN_CHARACTERS),
      scopes: input.scopes,
      ipAllowList: input.ipAllowList?.length ? input.ipAllowList : null,
      expiresAt: input.expiresInDays === undefined ? null : new Date(now.getTime() + input.expiresInDays * DAY_MS),
      createdAt: now,
    })
    const details = { token: stored.id, name: stored.name, scopes: stored.scopes }
    await recordAudit(tx, ctx.userId, ctx.actor, now, 'token_created', details)
    return stored
  })
  return { token: tokenView(row), secret }
}
