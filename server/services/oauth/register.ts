import { z } from 'zod'
import { insertOAuthClient } from '@/db/queries/oauth'
import type { Deps } from '../../context'
import { countAttempts } from '../users/attempts'
import { OAuthProblem } from './problem'
import { isRedirectUri } from './redirects'

const MOST_REDIRECTS = 10
const LONGEST_NAME = 60

const metadataSchema = z.object({
  redirect_uris: z.array(z.string()).min(1).max(MOST_REDIRECTS),
  client_name: z.string().optional(),
})

/** What a program that registered is answered (RFC 7591 §3.2.1). */
export interface RegisteredClient {
  client_id: string
  client_id_issued_at: number
  client_name: string
  redirect_uris: string[]
  token_endpoint_auth_method: 'none'
  grant_types: string[]
  response_types: string[]
}

/** A name as a person is shown it: one line of letters, nothing that turns the reading round. */
export function shownName(name: string | undefined): string {
  const plain = (name ?? '')
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.slice(0, LONGEST_NAME).trim() || 'A program without a name'
}

/**
 * Registers a program. It is given no secret: a program on somebody's machine cannot keep one, and proves itself by PKCE.
 * @throws OAuthProblem; DomainError `rate_limited` after many from one address
 */
export async function registerClient(deps: Deps, sent: unknown, address: string): Promise<RegisteredClient> {
  await countAttempts(deps, [{ kind: 'oauth_client_address', subject: address }])
  const metadata = metadataSchema.safeParse(sent)
  if (!metadata.success) {
    throw new OAuthProblem('invalid_client_metadata', `Send redirect_uris: one to ${MOST_REDIRECTS} addresses.`)
  }
  const { redirect_uris: redirectUris, client_name: name } = metadata.data
  if (!redirectUris.every(isRedirectUri)) {
    throw new OAuthProblem('invalid_redirect_uri', 'A redirect_uri is https, or http on localhost, without a fragment.')
  }
  const now = deps.now()
  const client = { name: shownName(name), redirectUris, createdAt: now }
  const { id } = await deps.db.asSystem((tx) => insertOAuthClient(tx, client))
  return {
    client_id: id,
    client_id_issued_at: Math.floor(now.getTime() / 1000),
    client_name: client.name,
    redirect_uris: redirectUris,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  }
}
