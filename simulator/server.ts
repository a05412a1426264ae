import { setMaxListeners } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { control } from './control'
import { emptyNumbers, type FaultEffect } from './faults'
import { type Route, routeUrl, venueRequest } from './host-routing'
import { tellableQuery } from './journal'
import type { Ledger } from './ledger'
import { VENUES } from './registry'
import { allScenarios } from './scenarios'
import { Simulator, type SimulatorOptions } from './simulator'
import type { Venue, VenueRequest, VenueResponse } from './venue'

const MAX_BODY = 1_000_000
const HTML =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n'

export interface StartOptions {
  /** 0 (the default) lets the system choose. */
  port?: number
  /** The same seed gives the same prices. */
  seed?: number
  /** Default: every scenario of every venue that leaves prices to the walk (the contract samples set their own). */
  ledgers?: readonly Ledger[]
  /** Milliseconds. */
  now?: () => number
  /** Prices stand still from the start; default false. */
  frozen?: boolean
  /** See `SimulatorOptions`. */
  began?: number | undefined
  /** Default: all. */
  venues?: readonly Venue[]
}

/** A simulator that listens. `close` ends hung and kept-alive connections too. */
export class RunningSimulator extends Simulator {
  readonly #server: Server
  readonly #closing = new AbortController()
  #port = 0

  constructor(options: SimulatorOptions) {
    super(options)
    // Each delayed answer listens to it.
    setMaxListeners(0, this.#closing.signal)
    this.#server = createServer((message, response) => {
      this.#answer(message, response).catch((error: unknown) => {
        // A defect of the simulator itself must be seen, not look like one of the faults it plays.
        console.error(error)
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
        response.end(`simulator: ${error instanceof Error ? error.message : 'failed'}`)
      })
    })
    // As exchanges keep idle connections: Node's five seconds would close many just as the next request is written.
    this.#server.keepAliveTimeout = 75_000
    this.#server.on('upgrade', (message, socket, head) => this.streams.upgrade(message, socket, head))
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
    this.#port = (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.streams.drop()
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
    })
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message)
    const url = message.url ?? '/'
    if (url.startsWith('/_control/')) {
      const [path = '', query = ''] = url.slice('/_control/'.length).split('?')
      const answer = control(this, message.method ?? 'GET', path, new URLSearchParams(query), body)
      send(response, { status: answer.status, body: answer.body })
      return
    }
    const route = routeUrl(url, message.headers.host, this.venues)
    if (!route) {
      send(response, { status: 404, body: { error: `no simulated exchange answers for ${url.split('?')[0]}` } })
      return
    }
    await this.#answerVenue(route, venueRequest(route, message, body), response)
  }

  async #answerVenue(route: Route, request: VenueRequest, response: ServerResponse): Promise<void> {
    const { venue } = route
    const apiKey = venue.apiKeyOf(request)
    const effects = this.faults.strike(request, venue.id, apiKey)
    const entry = {
      at: this.now(),
      venue: venue.id,
      method: request.method,
      host: request.host,
      path: request.path,
      query: tellableQuery(request.query, request.body),
      apiKey,
    }
    const answer = await this.#struck(venue, request, effects, response)
    this.journal.add({ ...entry, status: answer?.status ?? null })
    if (!answer) {
      response.destroy()
      return
    }
    if (effects.some((effect) => effect.kind === 'truncate')) sendHalf(response, answer)
    else send(response, answer)
  }

  /** The venue's answer as the faults leave it; null: none at all. */
  async #struck(
    venue: Venue,
    request: VenueRequest,
    effects: readonly FaultEffect[],
    response: ServerResponse,
  ): Promise<VenueResponse | null> {
    let skew = 0
    let empty = false
    for (const effect of effects) {
      if (effect.kind === 'latency') await delay(effect.ms, undefined, { signal: this.#closing.signal }).catch(() => {})
      else if (effect.kind === 'hang') await this.#hang(response)
      else if (effect.kind === 'reset') return null
      else if (effect.kind === 'clock-skew') skew += effect.ms
      else if (effect.kind === 'empty-numbers') empty = true
      else if (effect.kind === 'html') return { status: effect.status, headers: { 'content-type': 'text/html' }, body: HTML }
      else if (effect.kind === 'refuse')
        return venue.refuse(effect.refusal, request, this.exchange(venue.id, skew), effect.retryAfterSeconds)
    }
    if (response.destroyed || this.#closing.signal.aborted) return null
    const answer = await venue.handle(request, this.exchange(venue.id, skew))
    return empty ? { ...answer, body: emptyNumbers(answer.body) } : answer
  }

  async #hang(response: ServerResponse): Promise<void> {
    const { cleared, forget } = this.faults.nextClear()
    const gone = new Promise<void>((resolve) => {
      response.once('close', () => resolve())
    })
    await Promise.race([cleared, gone])
    forget()
  }
}

/** Starts the stand-in exchanges on 127.0.0.1; rejects if the port is taken. */
export async function startSimulator(options: StartOptions = {}): Promise<RunningSimulator> {
  const venues = options.venues ?? VENUES
  const simulator = new RunningSimulator({
    venues,
    ledgers: options.ledgers ?? allScenarios(venues.map((venue) => venue.id)).filter((ledger) => !ledger.prices),
    seed: options.seed ?? 1,
    now: options.now ?? Date.now,
    frozen: options.frozen ?? false,
    began: options.began,
  })
  await simulator.listen(options.port ?? 0)
  return simulator
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY) throw new Error('request body too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function serialised({ body, headers }: VenueResponse): { text: string; headers: Record<string, string | number> } {
  const isText = typeof body === 'string'
  const text = isText ? body : JSON.stringify(body)
  const length = Buffer.byteLength(text)
  return {
    text,
    headers: { 'content-type': isText ? 'text/plain' : 'application/json', ...headers, 'content-length': length },
  }
}

function send(response: ServerResponse, answer: VenueResponse): void {
  if (response.destroyed) return
  const { text, headers } = serialised(answer)
  response.writeHead(answer.status, headers).end(text)
}

/** A connection that breaks in the middle of the body. */
function sendHalf(response: ServerResponse, answer: VenueResponse): void {
  if (response.destroyed) return
  const { text, headers } = serialised(answer)
  response.writeHead(answer.status, headers)
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy())
}
