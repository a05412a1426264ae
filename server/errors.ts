import type { Said } from './language/sentence'

/**
 * Every refusal that Ballast can give, as one closed union. Transports (tRPC, REST, jobs) map these codes; nothing
 * else reaches a person. `message` is written for a person and never holds a secret or another tenant's id: in English, as logs
 * and the API have it; pages are told the same in their language (`said`).
 */
export const EXCHANGE_ERROR_CODES = [
  'exchange_credentials', // key, secret or passphrase refused, or the key was revoked
  'exchange_permission', // the key is right but may not do this; also an IP that is not on the key's list
  'exchange_location', // the exchange does not serve the country of this server
  'exchange_ip', // the key is bound to addresses and ours is not among them
  'exchange_rate_limit', // 429, 418 or the exchange's own code for too many requests
  'exchange_clock', // our clock and the exchange's are too far apart
  'exchange_maintenance', // the exchange says that it is down for now
  'exchange_network', // no answer, a broken or a senseless one
  'exchange_timeout', // our own deadline passed
  'exchange_refused', // the exchange understood and said no (limits, unknown market, position open …)
  'exchange_blocked', // a request that Ballast never makes was stopped before it left: a defect of ours
  'exchange_unknown', // an answer that no rule knows
] as const
export type ExchangeErrorCode = (typeof EXCHANGE_ERROR_CODES)[number]

export const DOMAIN_ERROR_CODES = [
  'bad_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'name_taken',
  'conflict',
  'payload_too_large',
  'unsupported_media_type',
  'method_not_allowed',
  'rate_limited',
  'unavailable', // the database is away or its disk is full: the same call succeeds once that is over
  'internal',
  ...EXCHANGE_ERROR_CODES,
] as const
export type DomainErrorCode = (typeof DOMAIN_ERROR_CODES)[number]

/**
 * Whose calls an exchange's limit counted: those of the account (its user id or key there), which alone has to wait, or
 * all that come from our address.
 */
export type LimitScope = 'account' | 'address'

export interface DomainErrorDetails {
  /** Input field → why it was refused; shown at the field. */
  fields?: Record<string, Said> | undefined
  /** The exchange's own words, kept as sent (never holds our credentials). */
  exchangeError?: string
  /** Seconds after which the same call may succeed. */
  retryAfterSeconds?: number
  /** With `exchange_rate_limit`; absent: not known, so taken for `address`. */
  limitScope?: LimitScope
  /** With `exchange_refused`: of a wallet that was never opened, in which there is nothing. */
  unopened?: boolean
  /** True where the exchange was not asked at all: the message is then why, in words that stay true while time goes by. */
  unasked?: boolean
  /** Whose API token was refused, where that is known: for the token's own page, never in an answer. */
  token?: { tokenId: string; deskId: string } | undefined
  /** For the log only. */
  cause?: unknown
}

/** Next keeps several copies of a module in a process; an error of one is known in the others by this mark. */
const MARK = Symbol.for('ballast.domain-error')

/** The one error that services throw on purpose. Anything else that is thrown is a defect: logged, shown as `internal`. */
export class DomainError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && MARK in value
  }

  readonly [MARK] = true
  readonly code: DomainErrorCode
  readonly fields: Record<string, string> | undefined
  /** Message and fields as they were written, to be said in other languages. */
  readonly said: { readonly message: Said; readonly fields: Readonly<Record<string, Said>> | undefined }
  readonly exchangeError: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly limitScope: LimitScope | undefined
  readonly unopened: boolean
  readonly unasked: boolean
  readonly token: { tokenId: string; deskId: string } | undefined

  constructor(code: DomainErrorCode, message: Said, details: DomainErrorDetails = {}) {
    super(String(message), { cause: details.cause })
    this.name = 'DomainError'
    this.code = code
    this.fields = details.fields && english(details.fields)
    this.said = { message, fields: details.fields }
    this.exchangeError = details.exchangeError
    this.retryAfterSeconds = details.retryAfterSeconds
    this.limitScope = details.limitScope
    this.unopened = details.unopened ?? false
    this.unasked = details.unasked ?? false
    this.token = details.token && { tokenId: details.token.tokenId, deskId: details.token.deskId }
  }
}

const english = (fields: Record<string, Said>) =>
  Object.fromEntries(Object.entries(fields).map(([field, why]) => [field, String(why)]))

/** True for failures that pass by themselves, where the last snapshot stays and the refresh is tried again. */
export function isPassing(code: DomainErrorCode): boolean {
  return (
    code === 'exchange_rate_limit' ||
    code === 'exchange_maintenance' ||
    code === 'exchange_network' ||
    code === 'exchange_timeout' ||
    code === 'exchange_clock' ||
    code === 'exchange_unknown'
  )
}
