import { AsyncLocalStorage } from 'node:async_hooks'
import { checkJson, type JsonBounds } from '../../json'
import type { Spend } from '../budget/budget'
import type { Asked, Credentials } from '../port'
import { unbrand } from './brands'
import type { CcxtExchange, CcxtKind } from './exchange-class'
import type { Gate } from './gate'
import { abortedBy, type HttpAnswer, permit, type Transport, TransportError } from './http'
import { ccxtInstance } from './instance'
import { parseJsonExactly } from './json'
import { growNonces, type KeyOrder } from './nonces'
import { encodePathParts } from './path-parts'
import { markSigning } from './signing'
import { keepTimeless } from './timeless'

/** How a client of any exchange reaches it. */
export interface Reach {
  transport: Transport
  /** What of its requests may leave. */
  gate: Gate
  /** Deadline of one HTTP request, body included. */
  timeoutMs: number
  /** What its calls may take of the exchange's limits; absent: they are counted nowhere. */
  spend?: Spend | undefined
  /** What is done around each HTTP call. */
  around?: AroundCall | undefined
  /** Where the exchange wants each nonce of a key to be greater than the one before. */
  order?: KeyOrder | undefined
}

/** One HTTP call to an exchange, without anything that is in it. */
export interface CallMade {
  exchange: string
  purpose: string
  /** `GET www.okx.com/api/v5/account/balance`: by the line of the exchange's list that allows it. */
  question: string
}
/** Does the call, and notes how it went. */
export type AroundCall = (made: CallMade, call: () => Promise<HttpAnswer>) => Promise<HttpAnswer>

export interface ClientOptions extends Reach {
  exchange: string
  sandbox: boolean
  /** Absent: public calls only. */
  credentials?: Credentials
  /** ccxt's own `options` for this exchange, set by its adapter. */
  settings?: Record<string, unknown>
  /** ccxt's `has` flags to switch off, e.g. `fetchCurrencies`. */
  without?: readonly string[]
  /** Keep every digit of JSON numbers: wanted for balances, too slow for thousands of markets. */
  exact: boolean
  /** `pro` where websockets are wanted (default `rest`). */
  kind?: CcxtKind
  /** Ends every call of this client. */
  signal: AbortSignal
}

/** What the exchange answered to the call that failed. */
export interface RefusedAnswer {
  status: number
  headers: Record<string, string>
  body: string
  /** The call was made with the account's key; false for what anybody may ask. */
  signed: boolean
}

/** What the exchange itself answered to the calls of one method, as parsed; of ccxt's unified ones there may be several. */
const raw = new AsyncLocalStorage<unknown[]>()

/** Which answer an error came from; ccxt keeps it in the message only, with the signed URL. */
const answers = new WeakMap<object, RefusedAnswer>()

/** A page of a site, or of a network in front of the exchange. */
export function isPage(body: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml|title|meta|script)\b/i.test(body)
}

/** An error of our own for an answer that is no data, told like those that ccxt throws. */
export function behindAnswer(error: Error, answer: RefusedAnswer): Error {
  answers.set(error, answer)
  return error
}

export function answerBehind(error: unknown): RefusedAnswer | undefined {
  return typeof error === 'object' && error !== null ? answers.get(error) : undefined
}

/** A ccxt instance and the calls on it. Cheap, made for one piece of work, thrown away with its credentials. */
export class Client {
  private constructor(
    readonly ccxt: CcxtExchange,
    private readonly signal: AbortSignal,
    private readonly spend: Spend | undefined,
    private readonly order: KeyOrder | undefined,
    /** What was asked so far, in the order of sending. */
    readonly asked: readonly Asked[],
  ) {}

  /** @throws Error when the exchange is not in the catalogue; ccxt's NotSupported when it has no test network. */
  static async create(options: ClientOptions): Promise<Client> {
    const asked: SentQuestion[] = []
    const { apiKey, apiSecret, password, uid, walletAddress, privateKey } = options.credentials ?? {}
    const config = {
      ...present({ apiKey, secret: unfolded(apiSecret), password, uid, accountId: uid, walletAddress, privateKey }),
      // Amounts stay the strings that the exchange sent.
      number: String,
      // ccxt's throttle is an instance's own and would only slow down the few calls of one reading; limits that many
      // accounts share are kept by the budget of each exchange.
      enableRateLimit: false,
      timeout: options.timeoutMs,
      options: options.settings ?? {},
      fetchImplementation: fetchThrough(options, asked),
    }
    const ccxt = await ccxtInstance(options.exchange, config, options.kind)
    unbrand(ccxt)
    encodePathParts(ccxt)
    // A session's token, which ccxt keeps beside its options.
    if (typeof options.settings?.token === 'string') Reflect.set(ccxt, 'token', options.settings.token)
    // Modules for proxies of its own, which it looks for anew in each instance; nothing is sent by it.
    ccxt.loadProxyModules = async () => {}
    // Some want a key for orders before they answer a question that needs none.
    if (options.credentials && !privateKey) ccxt.requiredCredentials = { ...ccxt.requiredCredentials, privateKey: false }
    if (options.sandbox) ccxt.setSandboxMode(true)
    for (const flag of options.without ?? []) ccxt.has[flag] = false
    if (options.exact) ccxt.parseJson = parseJsonExactly
    keepAnswers(ccxt, asked)
    keepTimeless(ccxt)
    if (options.credentials) markSigning(ccxt)
    if (options.order) growNonces(ccxt, options.order)
    // A watch's calls wait for messages and send nothing.
    return new Client(ccxt, options.signal, options.kind === 'pro' ? undefined : options.spend, options.order, asked)
  }

  /**
   * Calls a method of ccxt, implicit (`privateGetV5AccountInfo`) or unified. The result is unparsed outside data.
   * @throws whatever ccxt throws, or `TransportError` as soon as the client's signal is aborted.
   */
  async call(method: string, ...args: unknown[]): Promise<unknown> {
    if (this.signal.aborted) throw abortedBy(this.signal)
    const found: unknown = Reflect.get(this.ccxt, method)
    if (typeof found !== 'function') throw new Error(`ccxt's ${this.ccxt.id} has no method ${method}`)
    await this.spend?.ready(this.signal).catch(() => {
      // Its turn did not come in time, or the caller is gone.
      throw this.signal.aborted ? abortedBy(this.signal) : new TransportError('timeout', 'no room below the exchange’s limits')
    })
    const ask = async (): Promise<unknown> => Reflect.apply(found, this.ccxt, args)
    if (!this.order) return ask()
    return this.order.turn(this.signal, ask).catch((error: unknown) => {
      throw error === this.signal.reason ? abortedBy(this.signal) : error
    })
  }

  /** As `call`, with the exchange's own answers beside what ccxt made of them. */
  async callWithAnswers(method: string, ...args: unknown[]): Promise<{ result: unknown; answers: readonly unknown[] }> {
    const answers: unknown[] = []
    return { result: await raw.run(answers, () => this.call(method, ...args)), answers }
  }
}

/** A PEM key out of a JSON file has its line ends written as `\n`; an input of one line takes them away altogether. */
function unfolded(secret: string | undefined): string | undefined {
  return secret?.trim().startsWith('-----BEGIN') ? secret.trim().replaceAll('\\n', '\n') : secret
}

function present(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value ? [[key, value]] : [])))
}

/** An exchange's whole list of markets or tickers is a few megabytes; an account with a thousand rows less than one. */
const MARKET: JsonBounds = { length: 64 * 1024 * 1024, depth: 32, values: 10_000_000 }
const ACCOUNT: JsonBounds = { length: 16 * 1024 * 1024, depth: 32, values: 1_000_000 }

/** Before anything is built of it. @throws TransportError for an answer that is larger or deeper than any of an exchange */
function checkAnswer({ body }: HttpAnswer, bounds: JsonBounds): void {
  try {
    checkJson(body, bounds)
  } catch (cause) {
    throw new TransportError('network', 'the answer is too large or too deep', { cause })
  }
}

/** A question and by which address its answer is known again. */
interface SentQuestion extends Asked {
  url: string
}

/** ccxt's fetch over our transport: the whole body is read under the deadline, and the caller's signal really ends it. */
function fetchThrough({ exchange, transport, gate, timeoutMs, signal, spend, around }: ClientOptions, asked: SentQuestion[]) {
  const bounds = gate.purpose === 'market' ? MARKET : ACCOUNT
  return async (url: string, init: { method?: string; headers?: Record<string, unknown>; body?: unknown }) => {
    if (signal.aborted) throw abortedBy(signal)
    const { question, request } = permit(gate, {
      url,
      method: init.method ?? 'GET',
      headers: withType(init),
      body: typeof init.body === 'string' ? init.body : undefined,
      maxBytes: bounds.length,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    const sent: SentQuestion = { purpose: gate.purpose, question, outcome: 'unanswered', url }
    asked.push(sent)
    spend?.sent(question)
    const call = () => transport(request)
    const answer = await (around ? around({ exchange, purpose: gate.purpose, question }, call) : call())
    spend?.answered(question, answer)
    if (answer.status >= 300 && answer.status < 400) throw new TransportError('network', `redirected (HTTP ${answer.status})`)
    const { status, headers, body } = answer
    // ccxt hands on what is no JSON as it is, and then finds nothing in it: an account without coins.
    if (status < 300 && (body.trim() === '' || isPage(body))) {
      throw behindAnswer(new Error('no data'), { status, headers, body, signed: false })
    }
    checkAnswer(answer, bounds)
    sent.outcome = answer.status < 400 ? 'answered' : 'refused'
    return asResponse(answer)
  }
}

/** A body that ccxt signs without saying what it is (DigiFinex) is JSON where it is written so. */
function withType({ headers = {}, body }: { headers?: Record<string, unknown>; body?: unknown }): Record<string, string> {
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  const told = Object.keys(named).some((name) => name.toLowerCase() === 'content-type')
  return !told && typeof body === 'string' && body.startsWith('{') ? { ...named, 'Content-Type': 'application/json' } : named
}

function asResponse(answer: HttpAnswer) {
  return {
    status: answer.status,
    statusText: answer.statusText,
    headers: answer.headers,
    text: async () => answer.body,
  }
}

/** Remembers the answer that ccxt's error handlers threw for, and whether it was one to the account's key. */
function keepAnswers(ccxt: CcxtExchange, asked: readonly SentQuestion[]): void {
  const sign = ccxt.sign.bind(ccxt)
  const handleErrors = ccxt.handleErrors.bind(ccxt)
  const handleHttpStatusCode = ccxt.handleHttpStatusCode.bind(ccxt)
  const signedUrls = new Set<unknown>()
  ccxt.sign = (...args) => {
    const request = sign(...args)
    // ccxt calls the sections of an exchange's interface that take a key `private`, `fapiPrivate`, `["spot", "private"]` …
    if (/private/i.test(String(args[1])) && typeof request === 'object' && request !== null) {
      signedUrls.add(Reflect.get(request, 'url'))
    }
    return request
  }
  // ccxt asks the second handler right after the first, without the headers.
  let headers: unknown = {}
  // An error may come with HTTP 200.
  const mark = (url: unknown) => {
    const sent = asked.findLast((known) => known.url === url && known.outcome === 'answered')
    if (sent) sent.outcome = 'refused'
  }
  ccxt.handleErrors = (...args) => {
    headers = args[4]
    raw.getStore()?.push(args[6] ?? args[5])
    return noting(
      () => {
        mark(args[2])
        return refused(args[0], headers, args[5], signedUrls.has(args[2]))
      },
      () => handleErrors(...args),
    )
  }
  ccxt.handleHttpStatusCode = (...args) =>
    noting(
      () => refused(args[0], headers, args[4], signedUrls.has(args[2])),
      () => handleHttpStatusCode(...args),
    )
}

function refused(status: unknown, headers: unknown, body: unknown, signed: boolean): RefusedAnswer {
  const named = typeof headers === 'object' && headers !== null ? Object.entries(headers) : []
  return {
    status: Number(status),
    headers: Object.fromEntries(named.map(([name, value]) => [name.toLowerCase(), String(value)])),
    body: typeof body === 'string' ? body : '',
    signed,
  }
}

function noting<T>(answer: () => RefusedAnswer, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (typeof error === 'object' && error !== null) answers.set(error, answer())
    throw error
  }
}
