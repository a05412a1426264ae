import { z } from 'zod'
import { findOAuthClient } from '@/db/queries/oauth'
import { type Deps, TOKEN_SCOPES, type TokenScope } from '../../context'
import type { AuthorizeView } from '../../domain/views'
import { DomainError } from '../../errors'
import { told } from '../../language/in-language'
import type { Language } from '../../language/languages'
import { sentence } from '../../language/sentence'
import type { AuthorizeInput } from '../../schemas/oauth'
import { withoutSlashes } from '../../without-slashes'
import { OAuthProblem } from './problem'
import { isLoopback, isRegistered } from './redirects'

/** What a program asks for, read and found right. */
export interface Asked {
  client: { id: string; name: string }
  redirectUri: string
  state: string | undefined
  challenge: string
  scopes: TokenScope[]
}

/** What is served for agents: the one thing that keys are good for (RFC 8707). */
export const resourceOf = (baseUrl: string) => `${baseUrl}/api/mcp`

/** Whether a resource that is named is ours; clients name it with or without what is behind the host. */
export function isOurResource(named: string, baseUrl: string): boolean {
  if (!URL.canParse(named)) return false
  const plain = (url: string) => withoutSlashes(new URL(url).href)
  return [baseUrl, resourceOf(baseUrl)].some((own) => plain(own) === plain(named))
}

/**
 * Reads what a browser was sent with.
 * @throws DomainError `bad_request` for a person, where nobody must be sent anywhere: the program or its address is unknown
 * @throws RefusedRequest where the program is to be told
 */
export async function readAsked({ db }: Deps, request: AuthorizeInput, baseUrl: string): Promise<Asked> {
  const id = z.uuid().safeParse(request.client_id)
  const client = id.success ? await db.asSystem((tx) => findOAuthClient(tx, id.data)) : null
  if (!client)
    throw new DomainError('bad_request', sentence`Ballast does not know the program that sent you here. Connect it anew there.`)
  const redirectUri = request.redirect_uri ?? (client.redirectUris.length === 1 ? client.redirectUris[0] : undefined)
  if (redirectUri === undefined || !isRegistered(redirectUri, client.redirectUris)) {
    throw new DomainError(
      'bad_request',
      sentence`The program that sent you here wants the answer at an address that it did not name before.`,
    )
  }
  const refuse = (code: OAuthProblem['code'], message: string) =>
    new RefusedRequest(code, message, { redirectUri, state: request.state, issuer: baseUrl })
  if (request.response_type !== 'code') throw refuse('unsupported_response_type', 'response_type must be code.')
  if (request.code_challenge_method !== 'S256' || !/^[\w-]{43}$/.test(request.code_challenge ?? '')) {
    throw refuse('invalid_request', 'PKCE with S256 is needed: send code_challenge and code_challenge_method.')
  }
  if (request.resource !== undefined && !isOurResource(request.resource, baseUrl)) {
    throw refuse('invalid_target', `The resource served here is ${resourceOf(baseUrl)}.`)
  }
  const words = request.scope?.split(' ').filter((word) => word !== '') ?? []
  // Reading is what all of it is for: it is asked for by whoever asks for anything.
  const scopes = TOKEN_SCOPES.filter((scope) => scope === 'read' || words.includes(scope))
  if (scopes.length < new Set([...words, 'read']).size)
    throw refuse('invalid_scope', `There are the scopes ${TOKEN_SCOPES.join(', ')}.`)
  return {
    client: { id: client.id, name: client.name },
    redirectUri,
    state: request.state,
    challenge: request.code_challenge ?? '',
    scopes,
  }
}

interface Back {
  redirectUri: string
  state: string | undefined
  issuer: string
}

/** A refusal that the program hears, by the browser. */
export class RefusedRequest extends OAuthProblem {
  readonly location: string
  constructor(code: OAuthProblem['code'], message: string, back: Back) {
    super(code, message)
    this.location = answerTo(back, { error: code, error_description: message })
  }
}

/** Where the browser goes with an answer (RFC 6749 §4.1.2, RFC 9207). */
export function answerTo({ redirectUri, state, issuer }: Back, answer: Record<string, string>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries({ ...answer, ...(state !== undefined && { state }), iss: issuer })) {
    url.searchParams.set(name, value)
  }
  return url.href
}

const endOf = (address: string) => ({ onThisDevice: isLoopback(address), host: new URL(address).host })

/** What the page shows of what is asked for; where the program is to be told no, where to go. */
export async function describeAsked(
  deps: Deps & { language?: Language },
  request: AuthorizeInput,
  baseUrl: string,
): Promise<AuthorizeView> {
  try {
    const { client, redirectUri, state, scopes } = await readAsked(deps, request, baseUrl)
    const back = { redirectUri, state, issuer: baseUrl }
    return {
      kind: 'asked',
      clientName: client.name,
      ...endOf(redirectUri),
      scopes,
      denied: answerTo(back, { error: 'access_denied', error_description: 'The person said no.' }),
    }
  } catch (error) {
    if (error instanceof RefusedRequest) {
      const { message: why, location } = error
      return { kind: 'refused', why, ...endOf(location), location }
    }
    if (error instanceof DomainError) return { kind: 'unknown', why: told(deps, error.said.message) }
    throw error
  }
}
