import type { Log } from '../../log'
import { type HttpRequest, TransportError } from './http'
import { allowedBy, messageAllowedBy, type Purpose, type Requests } from './requests'

/** A request that its exchange's list does not hold was stopped before it left: a defect of ours. */
export class UnlistedRequest extends Error {
  constructor(
    /** `POST fapi.example.com/v3/approve`: without query and body, which carry signatures. */
    readonly request: string,
    readonly purpose: Purpose,
  ) {
    super(`${request} is not among what Ballast asks for (${purpose})`)
    this.name = 'UnlistedRequest'
  }
}

/** Headers by which programs tell exchanges who earns from their users' trades: Ballast earns from none. */
const BRAND = /broker|partner|refer|channel|source|builder|affiliate|^user-agent$|^x-bb-api-platform$/i
/** ccxt names itself in further ones. */
const CCXT = /ccxt/i

const USER_AGENT = 'Ballast (self-hosted)'

export interface GateOptions {
  /** ccxt id, for the log. */
  exchange: string
  requests: readonly Requests[]
  purpose: Purpose
  log: Pick<Log, 'error'>
}

/**
 * Holds what one piece of work sends to its exchange's list. What is not on it throws before it leaves, and is kept: ccxt
 * swallows some errors of what it does besides, and the work must fail all the same.
 */
export class Gate {
  #stopped: UnlistedRequest | null = null

  constructor(private readonly options: GateOptions) {}

  get purpose(): Purpose {
    return this.options.purpose
  }

  /** The first request that was stopped; null while there was none. */
  get stopped(): UnlistedRequest | null {
    return this.#stopped
  }

  /** The request as it may be sent, and its question: host and line of the list that allows it. @throws UnlistedRequest */
  check(request: HttpRequest): { question: string; request: HttpRequest } {
    const { requests, purpose } = this.options
    // What ccxt makes of an address that it does not know, of some test networks.
    if (!URL.canParse(request.url)) throw new TransportError('network', 'no address is known for this')
    const line = allowedBy(requests, purpose, request)
    if (line === null) throw this.#stop(named(request.method, request.url))
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name, value]) => !BRAND.test(name) && !CCXT.test(value)),
    )
    // As normalised: what was compared is what is sent.
    return {
      question: questionOf(line, request),
      request: { ...request, url: new URL(request.url).href, headers: { ...headers, 'User-Agent': USER_AGENT } },
    }
  }

  /** Whether a websocket may be told this. @throws UnlistedRequest */
  checkMessage(host: string, message: string): void {
    if (messageAllowedBy(this.options.requests, host, message) === null) throw this.#stop(`a message to ${host}`)
  }

  /** Whether a websocket may be opened to this host. @throws UnlistedRequest */
  checkHost(host: string): void {
    const { requests } = this.options
    const known = requests.some(
      ({ hosts, watch }) => hosts.includes(host.replace(/:443$/, '')) && watch?.some((line) => line.startsWith('SEND ')),
    )
    if (!known) throw this.#stop(`a websocket of ${host}`)
  }

  #stop(request: string): UnlistedRequest {
    const { exchange, purpose, log } = this.options
    const error = new UnlistedRequest(request, purpose)
    this.#stopped ??= error
    log.error({ exchange, purpose, request }, 'a request that is not on the list of its exchange was stopped before it left')
    return error
  }
}

/** By the line of the list, so that no value is in it; where a line allows any path, by the path without what looks like one. */
function questionOf(line: string, { method, url }: HttpRequest): string {
  return line.endsWith('/**') ? named(method, url) : line.replace(' ', ` ${new URL(url).host}`)
}

/** Method, host and path; parts that look like an address or an id are left out. */
function named(method: string, url: string): string {
  const { host, pathname } = new URL(url)
  return `${method} ${host}${pathname.replace(/\/[^/]*\d[^/]{15,}(?=\/|$)/g, '/…')}`
}
