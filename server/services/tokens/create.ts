import type { Tx } from '@/db/client'
import { listAccounts } from '@/db/queries/accounts'
import { insertToken } from '@/db/queries/tokens'
import { hashCode, newCode } from '../../auth/codes'
import type { ServiceContext } from '../../context'
import type { NewTokenView } from '../../domain/views'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { CreateTokenInput } from '../../schemas/tokens'
import { type AuditDetails, recordDeskAudit } from '../audit/record'
import { actingPerson, requireSession } from '../authorise'
import { requireProvenAddress } from '../users/address'
import { requireProof } from '../users/prove'
import { daysOf } from './days'
import { tokenView } from './view'

/** What every token begins with, so that scanners of leaked secrets know one. */
export const TOKEN_PREFIX = 'bal_'
const SHOWN_CHARACTERS = 10
const DAY_MS = 86_400_000

/** The user's own accounts of those that were asked for. @throws DomainError `bad_request` where one is not theirs */
export async function limitOf(tx: Tx, deskId: string, asked: readonly string[] | null): Promise<string[] | null> {
  if (asked === null) return null
  const own = new Set((await listAccounts(tx, deskId, { includeArchived: true })).map(({ id }) => id))
  const ids = asked.map((id) => id.toLowerCase())
  if (ids.every((id) => own.has(id))) return ids
  const message = sentence`One of these accounts is not there any more. Choose again.`
  throw new DomainError('bad_request', message, { fields: { accountIds: message } })
}

/**
 * Makes an API token: 256 random bits, of which only the SHA-256 is kept. The answer is the only time it is shown.
 * @throws DomainError as `requireProof` and `requireProvenAddress`; `bad_request` at the field `expiresInDays`
 */
export async function createToken(ctx: ServiceContext, input: CreateTokenInput): Promise<NewTokenView> {
  requireSession(ctx)
  const days = daysOf(ctx, input.expiresInDays)
  await requireProof(ctx, input)
  await requireProvenAddress(ctx)
  return storeToken(ctx, input, days)
}

/**
 * The same for whoever holds the machine and has proven that by running a command (demo, benchmarks).
 * @param days until it ends; null: never
 */
export async function storeToken(
  ctx: ServiceContext,
  input: Pick<CreateTokenInput, 'name' | 'scopes' | 'ipAllowList' | 'accountIds' | 'tools'>,
  days: number | null,
): Promise<NewTokenView> {
  const now = ctx.now()
  const secret = `${TOKEN_PREFIX}${newCode()}`
  const row = await ctx.db.asDesk(ctx.deskId, async (tx) => {
    const accountIds = await limitOf(tx, ctx.deskId, input.accountIds ?? null)
    const stored = await insertToken(tx, ctx.deskId, {
      name: input.name,
      hash: hashCode(secret),
      prefix: secret.slice(0, SHOWN_CHARACTERS),
      scopes: input.scopes,
      ipAllowList: input.ipAllowList?.length ? input.ipAllowList : null,
      accountIds,
      tools: input.tools ?? [],
      expiresAt: days === null ? null : new Date(now.getTime() + days * DAY_MS),
      createdAt: now,
      createdBy: actingPerson(ctx),
    })
    const limit: AuditDetails = accountIds === null ? {} : { accounts: accountIds }
    const details = { token: stored.id, name: stored.name, scopes: stored.scopes, ...limit }
    await recordDeskAudit(tx, ctx.deskId, ctx.actor, now, 'token_created', details)
    return stored
  })
  return { token: tokenView(row), secret }
}
