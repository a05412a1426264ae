import { clientAddress } from '../auth/client-address'
import { isCallerGone, NOBODY_THERE } from '../caller-gone'
import type { TokenUse } from '../context'
import { DomainError } from '../errors'
import { tokenContext } from '../services/tokens/context'
import { inSpan } from '../tracing/span'
import { type BearerDeps, letIn, overItsRate, refusedUse, takeFor } from './bearer'
import { errorAnswer, type RestAnswer, type StreamSink } from './errors'
import type { Operation } from './operation'
import { pathPattern } from './paths'
import { type RateState, rateHeaders } from './rate-limit'
import { parseBody, parseQuery, readJsonObject } from './request'
import { type RestRequest, webRequest } from './rest-request'
import { decimalsQuery } from './schemas/common'
import { webStream } from './stream-sinks'
import { refuseUnknown } from './unknown-parameters'
import { NUMBERS, STRINGS } from './wire/numbers'

export type RestDeps = BearerDeps

/** An answer as it goes out: JSON that is written already, or none. */
export interface WrittenAnswer {
  status: number
  headers: Record<string, string>
  body: string | Buffer<ArrayBuffer> | null
  /** Instead of a body: writes one bit by bit. */
  stream?: (sink: StreamSink) => Promise<void>
}

/** Answers one REST request of a route handler. */
export async function handleRest(deps: RestDeps, operations: readonly Operation[], request: Request): Promise<Response> {
  const { body, stream, ...init } = await answerRest(deps, operations, webRequest(request))
  return new Response(stream ? webStream(stream) : body, init)
}

/**
 * Answers one REST request: rate → path → method → token → scope → input → service → wire; every refusal in one shape.
 * @param operations all that its path has; none: 404
 */
export async function answerRest(deps: RestDeps, operations: readonly Operation[], request: RestRequest): Promise<WrittenAnswer> {
  const address = clientAddress(request.headers) ?? 'unknown'
  const { url } = request
  const log = deps.log.child({ method: request.method, path: url.pathname, address })
  let rate: RateState | undefined
  let answer: RestAnswer
  let used: Pick<TokenUse, 'tokenId' | 'deskId' | 'method' | 'route'> | undefined
  try {
    const token = tokenOf(request, operations)
    const taken = await takeFor(deps, token, address)
    rate = taken
    if (!taken.allowed) throw overItsRate(deps, token, taken)

    if (operations.length === 0) throw nothingThere(request)
    if (request.method === 'OPTIONS') {
      return { status: 204, headers: { Allow: allowOf(operations), ...rateHeaders(taken) }, body: null }
    }
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const operation = operations.find((candidate) => candidate.method === method)
    if (!operation) throw methodNotAllowed(operations, request.method)

    const caller = await letIn(deps, token, address)
    used = { tokenId: caller.tokenId, deskId: caller.deskId, method: request.method, route: operation.path }
    if (!caller.scopes.includes(operation.scope)) throw scopeTooSmall(operation, caller.scopes)

    refuseUnknown(operation, url.searchParams)
    const params = operation.params && parseBody(operation.params, pathPattern(operation.path).match(url.pathname) ?? {})
    const { decimals } = parseQuery(decimalsQuery, url.searchParams)
    const query = operation.query ? parseQuery(operation.query, url.searchParams) : undefined
    let body: unknown
    if (operation.body) {
      const sent = await readJsonObject(request)
      const fromQuery = operation.bodyFromQuery ? Object.fromEntries(url.searchParams) : {}
      body = parseBody(operation.body, { ...fromQuery, ...sent })
    }
    const userAgent = request.headers.get('user-agent')
    const context = tokenContext(deps, caller, { address, userAgent, signal: request.signal, log })
    const amounts = decimals === 'string' ? STRINGS : NUMBERS
    answer = await inSpan({ name: `service ${operation.id}`, kind: 'internal' }, () =>
      operation.handle(context, { params, query, body, request, amounts }),
    )
  } catch (error) {
    if (!(error instanceof DomainError) && isCallerGone(error, request.signal)) {
      return { status: NOBODY_THERE, headers: {}, body: null }
    }
    answer = errorAnswer(error, log)
    // The path as it is documented: what stands in its place may name an account.
    const [first] = operations
    if (first) used ??= refusedUse(error, { method: request.method, route: first.path })
    if (answer.status === 405) answer.headers = { ...answer.headers, Allow: allowOf(operations) }
  }
  if (used) {
    const client = request.headers.get('user-agent')
    deps.tokenUses?.note({ ...used, at: deps.now(), status: answer.status, client, address })
  }
  const headers: Record<string, string> = { 'Cache-Control': 'no-store', ...(rate && rateHeaders(rate)), ...answer.headers }
  if (answer.stream) return { status: answer.status, headers, body: null, stream: answer.stream }
  if (answer.body === undefined) return { status: answer.status, headers, body: null }
  headers['Content-Type'] = 'application/json; charset=utf-8'
  return { status: answer.status, headers, body: isWritten(answer.body) ? answer.body : JSON.stringify(answer.body) }
}

/** JSON already. */
function isWritten(body: unknown): body is string | Buffer<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Buffer
}

/**
 * The key of `Authorization: Token <key>` or `Bearer <key>`, and where it is taken the password of `Basic`; null where none
 * was sent. Basic is never asked for (`WWW-Authenticate`): a browser would keep the key and send it by itself.
 */
function tokenOf(request: RestRequest, operations: readonly Operation[]): string | null {
  const [, scheme = '', value = ''] =
    /^\s*(token|bearer|basic)\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (scheme.toLowerCase() !== 'basic') return value || null
  if (!operations.some(({ basic }) => basic)) return null
  const pair = Buffer.from(value, 'base64').toString()
  const colon = pair.indexOf(':')
  return (colon < 0 ? '' : pair.slice(colon + 1)) || null
}

function nothingThere({ url: { pathname } }: RestRequest): DomainError {
  return new DomainError(
    'not_found',
    `There is nothing at ${pathname.slice(0, 200)}. What the API has is described at /api/docs.`,
  )
}

function allowOf(operations: readonly Operation[]): string {
  const methods = operations.map(({ method }) => method as string)
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

function methodNotAllowed(operations: readonly Operation[], method: string): DomainError {
  return new DomainError(
    'method_not_allowed',
    `${method} is not answered here; use ${operations.map((o) => o.method).join(' or ')}.`,
  )
}

function scopeTooSmall(operation: Operation, has: readonly string[]): DomainError {
  return new DomainError(
    'forbidden',
    `This token may ${has.join(' and ') || 'do nothing'}; this needs the scope "${operation.scope}". Make a token with it on the settings page.`,
  )
}
