import { type AuthInfo, createMcpHandler, type McpHttpHandler } from '@modelcontextprotocol/server'
import { clientAddress } from '../auth/client-address'
import { isCallerGone, NOBODY_THERE } from '../caller-gone'
import { describeCause } from '../cause'
import { DomainError } from '../errors'
import { JsonProblem, parseJson } from '../json'
import { letIn, overItsRate, refusedUse, takeFor } from '../rest/bearer'
import { errorAnswer } from '../rest/errors'
import type { RestDeps, WrittenAnswer } from '../rest/handle'
import { rateHeaders } from '../rest/rate-limit'
import { MAX_BODY_BYTES, readLimited } from '../rest/request'
import type { RestRequest } from '../rest/rest-request'
import { tokenContext } from '../services/tokens/context'
import { READY, type ToolAnswer } from './call'
import { type Ending, Frames, frameOf, type PlainCall, plainCall, standInId } from './frames'
import { type Bearer, callFor, isRefusal, mcpServer } from './server'
import { WrittenResults } from './written'

/** What the door needs beside the REST API's things. */
export interface McpDeps extends RestDeps {
  /** The address by which Ballast is reached: what is allowed as `Origin`, and what metadata is made of. */
  baseUrl: string
  version: string
}

/** A request with all of its headers, which the library looks at. */
export interface McpRequest extends RestRequest {
  /** Their names, in small letters. */
  headerNames: Iterable<string>
  /** All of them as the library takes them. */
  allHeaders(): Headers
}

/** Where agents connect. */
export const MCP_PATH = '/api/mcp'

/** Where it is told who gives tokens for it (RFC 9728). */
export const resourceMetadataUrl = (baseUrl: string) => `${baseUrl}/.well-known/oauth-protected-resource${MCP_PATH}`

/** Bearers of the requests that are under way, by what the SDK hands on as it is. */
const bearers = new WeakMap<AuthInfo, Bearer>()
const handlers = new WeakMap<object, McpHttpHandler>()

/** One handler a process: each request gets a server of its own, so that nothing of one bearer is there for another. */
function handlerOf({ db, log, version }: McpDeps): McpHttpHandler {
  const known = handlers.get(db)
  if (known) return known
  const made = createMcpHandler(
    ({ authInfo }) => {
      const bearer = authInfo && bearers.get(authInfo)
      if (!bearer) throw new Error('A request came to the agents’ server past its door.')
      return mcpServer(bearer, version)
    },
    {
      maxRequestBodySize: MAX_BODY_BYTES,
      // No list changes while somebody looks: no stream is held open, which would outlast its token.
      maxSubscriptions: 0,
      onerror: (error) => log.info({ cause: describeCause(error) }, 'a request of an agent was refused or failed'),
    },
  )
  handlers.set(db, made)
  return made
}

/**
 * Answers one request to the agents' server: origin → rate → token → protocol. There are no sessions: each request is its
 * bearer's, whose token is asked after each time, so that what is switched off is off.
 */
export async function answerMcp(deps: McpDeps, request: McpRequest): Promise<WrittenAnswer> {
  const address = clientAddress(request.headers) ?? 'unknown'
  const log = deps.log.child({ method: request.method, path: MCP_PATH, address })
  let headers: Record<string, string> = {}
  const route = { method: request.method, route: MCP_PATH }
  let whose: ReturnType<typeof refusedUse>
  const refused = (status: number) => {
    if (whose) deps.tokenUses?.note({ ...whose, at: deps.now(), status, client: request.headers.get('user-agent'), address })
  }
  try {
    refuseForeignPages(request.headers.get('origin'), deps.baseUrl)
    const token = /^\s*bearer\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
    const take = async () => {
      const taken = await takeFor(deps, token, address)
      headers = rateHeaders(taken)
      if (!taken.allowed) throw overItsRate(deps, token, taken)
    }
    await take()
    const owner = await letIn(deps, token, address)
    whose = { tokenId: owner.tokenId, deskId: owner.deskId, ...route }
    const sent = request.method === 'POST' ? await readMessages(request) : {}
    // Many messages in one request (as the protocol of 2025-03 has it) are as many requests.
    const messages = Array.isArray(sent.parsedBody) ? sent.parsedBody.length : 1
    for (let n = 1; n < messages; n++) await take()
    const userAgent = request.headers.get('user-agent')
    const bearer = { owner, contextOf: (signal: AbortSignal) => tokenContext(deps, owner, { address, userAgent, signal, log }) }
    const plain =
      sent.parsedBody === undefined
        ? null
        : plainCall(sent.parsedBody, request.headers, { known: READY, sent: request.headerNames })
    const answer =
      plain && framesOf(deps).takes(plain)
        ? await framed(deps, request, bearer, plain)
        : await byLibrary(deps, request, bearer, { ...sent, plain })
    // Every answer ends with its call.
    return { ...answer, headers: { ...answer.headers, ...headers, 'cache-control': 'no-store' } }
  } catch (error) {
    if (!(error instanceof DomainError) && isCallerGone(error, request.signal)) {
      return { status: NOBODY_THERE, headers: {}, body: null }
    }
    if (error instanceof JsonProblem) {
      refused(400)
      const body = { jsonrpc: '2.0', error: { code: PARSE_ERROR, message: error.message }, id: null }
      return jsonAnswer(body, 400, new Headers(headers))
    }
    const { status, body, headers: said } = errorAnswer(error, log)
    whose ??= refusedUse(error, route)
    refused(status)
    const own = new Headers({ ...headers, ...said })
    if (status === 401) own.set('WWW-Authenticate', challengeOf(request, deps.baseUrl))
    return jsonAnswer(body, status, own)
  }
}

const frames = new WeakMap<object, Frames>()

/** What a process has seen the library write. */
function framesOf({ db }: McpDeps): Frames {
  const known = frames.get(db)
  if (known) return known
  const made = new Frames()
  frames.set(db, made)
  return made
}

const endingOf = ({ status }: ToolAnswer): Ending => (isRefusal(status) ? 'refused' : 'done')

/** Answers a call as the library answered the one before it; how one ended otherwise than all before it, it writes down itself. */
async function framed(deps: McpDeps, request: McpRequest, bearer: Bearer, plain: PlainCall): Promise<WrittenAnswer> {
  const { id, params } = plain.message
  const called = { name: params.name, sent: params.arguments ?? {}, signal: request.signal, far: true }
  const answered = await callFor(bearer, called)
  const frame = framesOf(deps).frame(plain, endingOf(answered))
  if (!frame) return byLibrary(deps, request, { ...bearer, answered }, { parsedBody: plain.message, plain })
  const { status, headers } = frame
  return { status, headers, body: frame.fill({ id, json: answered.json }) }
}

/** Has the library answer. What it writes around the result of a plain call is kept. */
async function byLibrary(
  deps: McpDeps,
  request: McpRequest,
  bearer: Bearer,
  { parsedBody, plain }: { parsedBody?: unknown; plain: PlainCall | null },
): Promise<WrittenAnswer> {
  const authInfo: AuthInfo = { token: '', clientId: bearer.owner.tokenId, scopes: [...bearer.owner.scopes] }
  const written = new WrittenResults()
  let ending: Ending | undefined
  const handed: Bearer = {
    ...bearer,
    written,
    noteAnswer: (answer) => {
      ending = endingOf(answer)
    },
  }
  bearers.set(authInfo, handed)
  const { method, url, signal } = request
  // A number that is found again in what the library writes.
  const id = plain && standInId()
  const body = plain ? { ...plain.message, id } : parsedBody
  const answer = await handlerOf(deps).fetch(new Request(url, { method, headers: request.allHeaders(), signal }), {
    authInfo,
    ...(body !== undefined && { parsedBody: body }),
  })
  const { status } = answer
  const headers = Object.fromEntries(answer.headers)
  if (answer.body === null) return { status, headers, body: null }
  const text = await answer.text()
  if (!plain || id === null) return { status, headers, body: written.putInto(text) }
  const frame = ending && frameOf({ status, headers, text }, id, written)
  if (ending && frame) framesOf(deps).keep(plain, ending, frame)
  return { status, headers, body: written.putInto(text.replaceAll(JSON.stringify(id), () => JSON.stringify(plain.message.id))) }
}

function jsonAnswer(body: unknown, status: number, headers: Headers): WrittenAnswer {
  headers.set('Cache-Control', 'no-store')
  headers.set('Content-Type', 'application/json')
  return { status, headers: Object.fromEntries(headers), body: JSON.stringify(body) }
}

/** https://www.jsonrpc.org/specification#error_object */
const PARSE_ERROR = -32_700

/**
 * What was sent, within the bounds of all JSON that strangers send: the library that speaks the protocol has none but a length.
 * @throws JsonProblem; DomainError `payload_too_large`
 */
async function readMessages(request: McpRequest): Promise<{ parsedBody?: unknown }> {
  return { parsedBody: parseJson(new TextDecoder().decode(await readLimited(request))) }
}

/** Tells a client where it gets a token (RFC 6750, RFC 9728). */
function challengeOf(request: McpRequest, baseUrl: string): string {
  const wrong = request.headers.get('authorization') === null ? '' : 'error="invalid_token", '
  return `Bearer ${wrong}scope="read", resource_metadata="${resourceMetadataUrl(baseUrl)}"`
}

/** @throws DomainError `forbidden` for a page of another site's: browsers name it, programs name none */
function refuseForeignPages(origin: string | null, baseUrl: string): void {
  if (origin === null || origin === new URL(baseUrl).origin) return
  throw new DomainError('forbidden', 'Pages of other sites may not ask here.')
}
