import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

/** One HTTP request as ccxt has signed it. */
export interface HttpRequest {
  url: string
  method: string
  headers: Record<string, string>
  body: string | undefined
  /** Longest answer that is read, as it comes and as it is when decompressed. */
  maxBytes: number
  /** Ends the request and the reading of its body. */
  signal: AbortSignal
}

export interface HttpAnswer {
  status: number
  statusText: string
  /** Names in lower case. */
  headers: Record<string, string>
  body: string
}

const PERMITTED = Symbol('permitted')

/** A request that a gate has let through: the only kind that a transport takes. */
export type Permitted = HttpRequest & { readonly [PERMITTED]: true }

/** What decides which requests may leave: a `Gate`. */
export interface Checks {
  check(request: HttpRequest): { question: string; request: HttpRequest }
}

/** The one way out for a request: through a gate. @throws UnlistedRequest for what is not on the exchange's list */
export function permit(gate: Checks, request: HttpRequest): { question: string; request: Permitted } {
  const checked = gate.check(request)
  return { question: checked.question, request: { ...checked.request, [PERMITTED]: true } }
}

/** The one way to an exchange: real HTTP here, a recording in `server/exchanges/replay`. Rejects with `TransportError`. */
export type Transport = (request: Permitted) => Promise<HttpAnswer>

export type TransportFailure =
  | 'aborted' // the caller is gone
  | 'timeout' // our own deadline
  | 'network' // refused, reset, cut off, name unknown
  | 'no-answer' // a recording holds no answer for this request

/** No answer came; `message` names no URL, since URLs carry signatures. */
export class TransportError extends Error {
  constructor(
    readonly failure: TransportFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'TransportError'
  }
}

/**
 * As many connections to a host as calls are under way: exchanges count calls, not connections, and a call that waits for
 * a connection makes its account wait. How many there are is bounded by the places of each exchange; this is for what
 * would get past them. Those of one refresh are kept for the next.
 */
const KEEP_ALIVE = { keepAlive: true, keepAliveMsecs: 15_000, maxSockets: 1024, maxFreeSockets: 512, scheduling: 'lifo' } as const
const AGENTS = { http: new HttpAgent(KEEP_ALIVE), https: new HttpsAgent(KEEP_ALIVE) }

/**
 * Real HTTP/1.1 with kept-alive connections. Node's own client rather than `fetch`: Next wraps the global one with its
 * cache, and an exchange must be asked anew each time. Redirects are not followed.
 *
 * An exchange may close an idle connection just as we write to it; such a request is sent once more on a new one, as
 * RFC 9110 9.2.2 has it: all that Ballast asks for can be said twice, for it reads and sets values, and places no orders.
 */
export const httpTransport: Transport = async (request) => {
  const answer = await ask(request).catch((error: unknown) => {
    if (error instanceof StaleConnection && !request.signal.aborted) return ask(request, { fresh: true })
    throw error
  })
  const bytes = await readAll(answer, request.maxBytes).catch((error: unknown) => {
    throw failed(error, request.signal)
  })
  const named: Record<string, string> = {}
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) named[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return {
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? '',
    headers: named,
    body: (await decompress(bytes, named['content-encoding'], request.maxBytes)).toString('utf8'),
  }
}

/** A kept connection was closed by the other side before it answered anything. */
class StaleConnection extends TransportError {}

function ask({ url, method, headers, body, signal }: HttpRequest, { fresh = false } = {}): Promise<IncomingMessage> {
  const target = new URL(url)
  const secure = target.protocol === 'https:'
  return new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = (secure ? requestHttps : requestHttp)(
      target,
      {
        method,
        headers: {
          ...headers,
          'Accept-Encoding': 'gzip, deflate, br',
          ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
        },
        agent: fresh ? false : secure ? AGENTS.https : AGENTS.http,
        signal,
      },
      resolve,
    )
    outgoing.once('error', (error) => {
      const failure = failed(error, signal)
      const stale = outgoing.reusedSocket && (failure.message === 'ECONNRESET' || failure.message === 'EPIPE')
      reject(stale ? new StaleConnection('network', failure.message, { cause: error }) : failure)
    })
    outgoing.end(body)
  })
}

async function readAll(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new TransportError('network', TOO_LARGE)
    chunks.push(chunk)
  }
  // A connection that breaks off in the middle of a body ends without an error in some Node versions.
  if (!message.complete) throw new TransportError('network', 'the answer broke off')
  return Buffer.concat(chunks)
}

const TOO_LARGE = 'the answer is too large'

const INFLATE: Record<string, (bytes: Buffer, bounds: { maxOutputLength: number }) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** A small body may hold a very large one: what is more than asked for is not built. */
async function decompress(bytes: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const inflated = encoding === undefined ? undefined : INFLATE[encoding.trim().toLowerCase()]
  if (!inflated || bytes.length === 0) return bytes
  try {
    return await inflated(bytes, { maxOutputLength: maxBytes })
  } catch (cause) {
    const larger = cause instanceof RangeError && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    throw new TransportError('network', larger ? TOO_LARGE : 'the answer could not be decompressed', { cause })
  }
}

function failed(error: unknown, signal: AbortSignal): TransportError {
  if (error instanceof TransportError) return error
  if (signal.aborted) return abortedBy(signal)
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no answer'
  return new TransportError('network', code, { cause: error })
}

/** What an aborted signal means: our deadline, or a caller who left. */
export function abortedBy(signal: AbortSignal): TransportError {
  const { reason } = signal
  const timeout = reason instanceof Error && reason.name === 'TimeoutError'
  return timeout ? new TransportError('timeout', 'no answer in time') : new TransportError('aborted', 'the call was given up')
}
