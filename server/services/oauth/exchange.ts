import { createHash } from 'node:crypto'
import { z } from 'zod'
import { endAccessKeys, findRefreshKey, noteKeyUsed, useOAuthCode } from '@/db/queries/oauth'
import { findToken, revokeToken } from '@/db/queries/tokens'
import { hashCode, sameText } from '../../auth/codes'
import type { Deps } from '../../context'
import { recordDeskAudit } from '../audit/record'
import { countAttempts } from '../users/attempts'
import { isOurResource } from './ask'
import { makeKeys, type NewKeys } from './keys'
import { OAuthProblem } from './problem'

const text = z.string().max(4000)
const codeGrant = z.object({
  grant_type: z.literal('authorization_code'),
  code: text,
  client_id: text,
  redirect_uri: text.optional(),
  code_verifier: z.string().regex(/^[\w.~-]{43,128}$/),
  resource: text.optional(),
})
const refreshGrant = z.object({
  grant_type: z.literal('refresh_token'),
  refresh_token: text,
  client_id: text,
  scope: text.optional(),
  resource: text.optional(),
})
const grant = z.discriminatedUnion('grant_type', [codeGrant, refreshGrant])

type Outcome = { keys: NewKeys } | { problem: OAuthProblem }
const refused = (why: string): Outcome => ({ problem: new OAuthProblem('invalid_grant', why) })
const OVER = 'The code or key is unknown, was used, or has expired.'

/**
 * Gives keys for a code, or new ones for a refresh key, which is then over. What is used twice has leaked: then all that came
 * of it ends.
 * @throws OAuthProblem; DomainError `rate_limited` after many wrong ones from one address
 */
export async function exchangeKeys(deps: Deps, sent: unknown, address: string, baseUrl: string): Promise<NewKeys> {
  const type = z.object({ grant_type: z.string() }).safeParse(sent)
  if (!type.success) throw new OAuthProblem('invalid_request', 'Send grant_type.')
  if (type.data.grant_type !== 'authorization_code' && type.data.grant_type !== 'refresh_token') {
    throw new OAuthProblem('unsupported_grant_type', 'There are authorization_code and refresh_token.')
  }
  const asked = grant.safeParse(sent)
  if (!asked.success) {
    const name = asked.error.issues[0]?.path.join('.') ?? 'the request'
    throw new OAuthProblem('invalid_request', `What was sent as ${name} does not fit.`)
  }
  const { resource } = asked.data
  if (resource !== undefined && !isOurResource(resource, baseUrl)) {
    throw new OAuthProblem('invalid_target', 'There is no such resource here.')
  }
  const outcome =
    asked.data.grant_type === 'authorization_code' ? await byCode(deps, asked.data) : await byRefresh(deps, asked.data)
  if ('keys' in outcome) return outcome.keys
  await countAttempts(deps, [{ kind: 'token_address', subject: address }])
  throw outcome.problem
}

async function byCode(deps: Deps, sent: z.output<typeof codeGrant>): Promise<Outcome> {
  const now = deps.now()
  return deps.db.asSystem(async (tx): Promise<Outcome> => {
    const code = await useOAuthCode(tx, hashCode(sent.code), now)
    if (!code || code.clientId !== sent.client_id) return refused(OVER)
    if (code.usedAt !== null) {
      await end(deps, tx, code.deskId, code.tokenId, now)
      return refused(OVER)
    }
    if (code.expiresAt <= now) return refused(OVER)
    if (sent.redirect_uri !== undefined && sent.redirect_uri !== code.redirectUri) return refused('redirect_uri is another one.')
    const challenge = createHash('sha256').update(sent.code_verifier, 'ascii').digest('base64url')
    if (!sameText(challenge, code.challenge)) return refused('code_verifier is not the one of the challenge.')
    const token = await findToken(tx, code.deskId, code.tokenId)
    if (!token || token.revokedAt !== null) return refused(OVER)
    return { keys: await makeKeys(tx, token, now) }
  })
}

async function byRefresh(deps: Deps, sent: z.output<typeof refreshGrant>): Promise<Outcome> {
  const now = deps.now()
  return deps.db.asSystem(async (tx): Promise<Outcome> => {
    const hash = hashCode(sent.refresh_token)
    const found = await findRefreshKey(tx, hash)
    if (!found || found.token.clientId !== sent.client_id) return refused(OVER)
    const { key, token } = found
    if (key.usedAt !== null) {
      await end(deps, tx, key.deskId, key.tokenId, now)
      return refused(OVER)
    }
    const over = key.expiresAt <= now || token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now)
    if (over) return refused(OVER)
    const words = sent.scope?.split(' ').filter((word) => word !== '') ?? []
    if (words.some((word) => !token.scopes.includes(word))) {
      return { problem: new OAuthProblem('invalid_scope', 'More than was allowed cannot be asked for here.') }
    }
    // Of a request that is refused nothing came: the key is still good for one that is right.
    await noteKeyUsed(tx, hash, now)
    await endAccessKeys(tx, token.id)
    return { keys: await makeKeys(tx, token, now) }
  })
}

/** Ends a token whose code or key came twice: somebody else has it. Its owner finds that in their log, once. */
async function end(
  deps: Deps,
  tx: Parameters<Parameters<Deps['db']['asSystem']>[0]>[0],
  deskId: string,
  tokenId: string,
  now: Date,
) {
  const revoked = await revokeToken(tx, deskId, tokenId, now)
  if (!revoked?.ended) return
  const { id, name } = revoked.row
  await recordDeskAudit(tx, deskId, { kind: 'system' }, now, 'agent_key_used_twice', { token: id, name })
  deps.log.warn({ tokenId }, 'a code or refresh key of OAuth came twice: the token was ended')
}
