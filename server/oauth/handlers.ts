import { clientAddress } from '../auth/client-address'
import type { Deps } from '../context'
import { DomainError } from '../errors'
import { parseJson } from '../json'
import { errorAnswer } from '../rest/errors'
import { type RestRateLimiter, rateHeaders, takeForAddress, tooManyRequests } from '../rest/rate-limit'
import { readLimited } from '../rest/request'
import { webRequest } from '../rest/rest-request'
import { exchangeKeys } from '../services/oauth/exchange'
import { OAuthProblem } from '../services/oauth/problem'
import { registerClient } from '../services/oauth/register'
import { giveBack } from '../services/oauth/revoke'

export interface OAuthDeps extends Deps {
  limiter: RestRateLimiter
  baseUrl: string
}

/** Programs in a browser may ask too: what they send is no cookie, and what they get is theirs. */
const OPEN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type, MCP-Protocol-Version',
  'Cache-Control': 'no-store',
}

type Work = (deps: OAuthDeps, sent: unknown, address: string) => Promise<{ status: number; body?: unknown }>

const WORK = {
  register: async (deps, sent, address) => ({ status: 201, body: await registerClient(deps, sent, address) }),
  token: async (deps, sent, address) => ({ status: 200, body: await exchangeKeys(deps, sent, address, deps.baseUrl) }),
  revoke: async (deps, sent) => {
    await giveBack(deps, sent)
    return { status: 200 }
  },
} satisfies Record<string, Work>
export type OAuthEndpoint = keyof typeof WORK

/** Answers one request of a program: rate → form or JSON → work; refusals as OAuth words them. */
export async function answerOAuth(deps: OAuthDeps, endpoint: OAuthEndpoint, request: Request): Promise<Response> {
  const address = clientAddress(request.headers) ?? 'unknown'
  const log = deps.log.child({ method: request.method, path: `/api/oauth/${endpoint}`, address })
  let headers: Record<string, string> = { ...OPEN }
  try {
    const taken = await takeForAddress(deps.limiter, address)
    headers = { ...headers, ...rateHeaders(taken) }
    if (!taken.allowed) throw tooManyRequests(taken)
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers })
    const work: Work = WORK[endpoint]
    const { status, body } = await work({ ...deps, log }, await readSent(endpoint, request), address)
    return body === undefined ? new Response(null, { status, headers }) : Response.json(body, { status, headers })
  } catch (error) {
    if (error instanceof OAuthProblem) {
      log.info({ code: error.code }, 'a program was refused')
      return Response.json({ error: error.code, error_description: error.message }, { status: 400, headers })
    }
    const { status, body, headers: said } = errorAnswer(error, log)
    const code = status === 429 ? 'temporarily_unavailable' : status < 500 ? 'invalid_request' : 'server_error'
    return Response.json({ error: code, error_description: body.error }, { status, headers: { ...headers, ...said } })
  }
}

/** A JSON object for registering, a form for the rest; a name that comes twice is refused (RFC 6749 §3.2). */
async function readSent(endpoint: OAuthEndpoint, request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const wanted = endpoint === 'register' ? 'application/json' : 'application/x-www-form-urlencoded'
  if (type !== wanted) throw new DomainError('unsupported_media_type', `Send the body as ${wanted}.`)
  const text = new TextDecoder().decode(await readLimited(webRequest(request)))
  if (endpoint === 'register') {
    try {
      return parseJson(text)
    } catch {
      throw new OAuthProblem('invalid_client_metadata', 'The body is no JSON.')
    }
  }
  const form = new URLSearchParams(text)
  const names = [...form.keys()]
  if (new Set(names).size < names.length) throw new OAuthProblem('invalid_request', 'A parameter came twice.')
  return Object.fromEntries(form)
}
