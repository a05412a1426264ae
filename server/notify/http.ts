import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup } from 'node:dns'
import { type RequestOptions, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Outcome } from './outcome'

/** How long one try may take. */
const DEADLINE_MS = 10_000
/** What is read of an answer. */
const MOST_READ = 2048
/** Longest that somebody may ask to be left alone. */
const LONGEST_REST_SECONDS = 86_400

export interface Answer {
  status: number
  body: string
  /** Seconds after which one may ask again; null: not said. */
  retryAfterSeconds: number | null
}

/** An address that nothing is sent to: it lies within this machine or its network. */
export class ForbiddenAddress extends Error {
  constructor(host: string) {
    super(`${host} lies within this server’s own network. Its operator may allow it with NOTIFY_ALLOW_HOSTS.`)
    this.name = 'ForbiddenAddress'
  }

  /** By name: the process that sends and the pages' code that asks are built apart, and each has this class once. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'ForbiddenAddress'
  }
}

export interface GuardedHttp {
  /** Sends once, follows nothing. @throws ForbiddenAddress; what the connection throws */
  post(url: string, options: { headers: Record<string, string>; body: string | Buffer; signal: AbortSignal }): Promise<Answer>
}

/** True for addresses of the public internet alone. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // What stands for an IPv4 address (NAT64) leads where that leads.
  return !(parsed.kind() === 'ipv6' && parsed.match(ipaddr.parse('64:ff9b::'), 32))
}

type Resolve = (host: string, options: LookupOptions, done: (error: Error | null, found?: LookupAddress[]) => void) => void
const resolveAll: Resolve = (host, options, done) => lookup(host, { ...options, all: true }, (error, found) => done(error, found))

/**
 * HTTP to addresses that people give: never to loopback, link-local, private or metadata addresses, looked at as the
 * connection is made, so that a name that changes between two looks does not help.
 * @param allowed hosts (`name` or `name:port`) that may lie anywhere
 * @param deadlineMs how long one try may take
 */
export function guardedHttp(
  allowed: readonly string[] = [],
  resolve: Resolve = resolveAll,
  deadlineMs = DEADLINE_MS,
): GuardedHttp {
  return {
    post: (url, { headers, body, signal }) =>
      new Promise((settle, fail) => {
        const target = new URL(url)
        if (target.protocol !== 'https:' && target.protocol !== 'http:') throw new Error('Only http(s) addresses are told.')
        const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase()
        const free = allowed.includes(host) || allowed.includes(target.host.toLowerCase())
        if (isIP(host) !== 0 && !free && !isPublicAddress(host)) throw new ForbiddenAddress(host)
        const options: RequestOptions = {
          method: 'POST',
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'Ballast' },
          signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
          // A connection of its own: none that was made to another address is used again.
          agent: false,
          lookup: (name, options, done) =>
            resolve(name, options, (error, found = []) => {
              if (error) return done(error, [])
              const good = free ? found : found.filter(({ address }) => isPublicAddress(address))
              const [first] = good
              if (!first) return done(new ForbiddenAddress(name), [])
              if (options.all) done(null, good)
              else done(null, first.address, first.family)
            }),
        }
        const sent = (target.protocol === 'https:' ? requestSecure : requestPlain)(target, options, (answer) => {
          const parts: Buffer[] = []
          let read = 0
          const end = () => {
            answer.destroy()
            settle({
              status: answer.statusCode ?? 0,
              body: Buffer.concat(parts).subarray(0, MOST_READ).toString('utf8'),
              retryAfterSeconds: retryAfter(answer.headers['retry-after']),
            })
          }
          answer.on('data', (part: Buffer) => {
            parts.push(part)
            read += part.length
            if (read >= MOST_READ) end()
          })
          answer.on('end', end)
          answer.on('error', fail)
        })
        sent.on('error', fail)
        sent.end(body)
      }),
  }
}

/** Seconds, or a date of HTTP. */
function retryAfter(text: string | undefined): number | null {
  if (text === undefined) return null
  const seconds = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, LONGEST_REST_SECONDS) : null
}

/** Statuses that say: not this way, ever. */
const DEAD = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422])

/** What an answer of HTTP comes to. A redirect is no yes: it is not followed, since it may lead anywhere. */
export function outcomeOf({ status, body, retryAfterSeconds }: Answer, said = line(body)): Outcome {
  const answer = said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`
  if (status >= 200 && status < 300) return { ok: true, answer }
  if (status >= 300 && status < 400)
    return { ok: false, answer: `HTTP ${status}: redirects are not followed`, dead: true, retryAfterSeconds: null, status }
  return { ok: false, answer, dead: DEAD.has(status), retryAfterSeconds, status }
}

/** The first of a text in one line. */
export function line(text: string): string {
  const plain = text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  return plain.length > 160 ? `${plain.slice(0, 159)}…` : plain
}

/** Posts JSON and reads what it comes to. What fails on the way (no route, no name, time) is tried again. */
export async function postJson(
  http: GuardedHttp,
  url: string,
  body: unknown,
  signal: AbortSignal,
  headers: Record<string, string> = {},
): Promise<Outcome> {
  return post(http, url, JSON.stringify(body), signal, { 'content-type': 'application/json', ...headers })
}

/** As `postJson`, with a body as it is. */
export async function post(
  http: GuardedHttp,
  url: string,
  body: string | Buffer,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<Outcome> {
  try {
    return outcomeOf(await http.post(url, { headers, body, signal }))
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof ForbiddenAddress) return { ok: false, answer: error.message, dead: true, retryAfterSeconds: null }
    return { ok: false, answer: connectionFault(error), dead: false, retryAfterSeconds: null }
  }
}

const FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers at this address',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'there is no such host',
  // Mail servers, by nodemailer's names.
  ESOCKET: 'nobody answers at this address',
  EDNS: 'there is no such host',
  EAUTH: 'the mail server refuses our name or password',
  EAI_AGAIN: 'the host’s name could not be looked up',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'there is no way to this host',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

/** Why a connection failed, in words; nothing of the address, which may hold a secret. */
export function connectionFault(error: unknown): string {
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) return 'no answer in time'
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  return FAULTS[code] ?? `the connection failed${/^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : ''}`
}
