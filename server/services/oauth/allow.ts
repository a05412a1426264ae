import { insertOAuthCode, noteAllowed } from '@/db/queries/oauth'
import { insertToken } from '@/db/queries/tokens'
import { hashCode, newCode } from '../../auth/codes'
import type { ServiceContext } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { AllowInput } from '../../schemas/oauth'
import { type AuditDetails, recordDeskAudit } from '../audit/record'
import { personOf, requireSession } from '../authorise'
import { limitOf } from '../tokens/create'
import { daysOf } from '../tokens/days'
import { requireProvenAddress } from '../users/address'
import { requireProof } from '../users/prove'
import { answerTo, RefusedRequest, readAsked } from './ask'
import { CODE_PREFIX } from './keys'

/** A program fetches its keys at once. */
const CODE_SECONDS = 60
const DAY_MS = 86_400_000

/**
 * Allows a program what a person chose, which may be less than it asked for and never more: an API token that it gets keys
 * for. Answers where the browser goes with the code.
 * @throws DomainError as `requireProof`; `bad_request` where the request is not right (any more), or more is allowed than was asked for
 */
export async function allowClient(ctx: ServiceContext, input: AllowInput, baseUrl: string): Promise<{ location: string }> {
  requireSession(ctx)
  const asked = await readAsked(ctx, input.request, baseUrl).catch((error: unknown) => {
    throw error instanceof RefusedRequest ? new DomainError('bad_request', error.message) : error
  })
  const beyond = input.scopes.find((scope) => !asked.scopes.includes(scope))
  if (beyond) throw new DomainError('bad_request', sentence`The program did not ask for the scope ${beyond}.`)
  await requireProof(ctx, input)
  await requireProvenAddress(ctx)
  const now = ctx.now()
  const days = daysOf(ctx, undefined)
  const code = `${CODE_PREFIX}${newCode()}`
  await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const accountIds = await limitOf(tx, ctx.deskId, input.accountIds ?? null)
    const token = await insertToken(tx, ctx.deskId, {
      ...{ name: asked.client.name, clientId: asked.client.id, scopes: input.scopes, tools: input.tools ?? [], accountIds },
      // Of nothing that anybody holds: the program has keys of its own.
      hash: hashCode(newCode()),
      prefix: '',
      ipAllowList: null,
      expiresAt: days === null ? null : new Date(now.getTime() + days * DAY_MS),
      createdAt: now,
      createdBy: personOf(ctx),
    })
    await insertOAuthCode(tx, {
      ...{ hash: hashCode(code), deskId: ctx.deskId, clientId: asked.client.id, tokenId: token.id },
      ...{ redirectUri: asked.redirectUri, challenge: asked.challenge, expiresAt: new Date(now.getTime() + CODE_SECONDS * 1000) },
    })
    const limit: AuditDetails = accountIds === null ? {} : { accounts: accountIds }
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, now, 'agent_allowed', {
      ...{ token: token.id, name: token.name, scopes: token.scopes, host: new URL(asked.redirectUri).host },
      ...limit,
    })
  })
  await ctx.db.asSystem((tx) => noteAllowed(tx, asked.client.id, now))
  return { location: answerTo({ redirectUri: asked.redirectUri, state: asked.state, issuer: baseUrl }, { code }) }
}
